"""The guided calibration, step by step, as pure values."""
