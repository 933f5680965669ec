"""What can go wrong above the sensors; the tree starts in `firmware_bridge.errors`.

SteadyholdError   never raised itself
  ConfigError     never raised itself; settings, protocols and rubrics
  SessionError    never raised itself; stations, sets and what is asked of them
  StoreError      never raised itself; recordings, the data folder and exports
"""

from firmware_bridge.errors import SteadyholdError


class ConfigError(SteadyholdError):
    """Base of what is wrong with settings, protocols and rubrics; never raised itself."""


class SessionError(SteadyholdError):
    """Base of what a station cannot do now; never raised itself."""


class StoreError(SteadyholdError):
    """Base of what goes wrong with recordings, the data folder and exports; never raised itself."""
