"""The ways samples come in: serial ports, Bluetooth LE, files."""
