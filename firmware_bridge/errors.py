"""What can go wrong in the package, as one tree.

SteadyholdError                 never raised itself; every error of the four packages is one
  BridgeError                   never raised itself; links, devices and files
"""


class SteadyholdError(Exception):
    """Base of every error a person may see; never raised itself."""

    exit_code = 1


class BridgeError(SteadyholdError):
    """Base of what goes wrong between a sensor, or a file, and raw samples; never raised itself."""
