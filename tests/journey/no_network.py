"""`unshare -rn python -m tests.journey.no_network WORDS`: with loopback alone."""

import fcntl
import os
import socket
import struct
import sys

SET_FLAGS = 0x8914
UP_AND_RUNNING = 0x41


def main() -> None:
    """Wake the only interface of a new network namespace, and become the program."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, SET_FLAGS, struct.pack("16sh14x", b"lo", UP_AND_RUNNING))
    names = [name for _, name in socket.if_nameindex()]
    if names != ["lo"]:
        raise SystemExit(f"there is more than loopback here: {', '.join(names)}")
    os.execv(sys.executable, [sys.executable, "-m", "rig.cli.main", *sys.argv[1:]])


if __name__ == "__main__":
    main()
