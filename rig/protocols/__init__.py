"""What can be trained: the library and its reader; `rig.deprecated` names what was here before."""

from firmware_bridge.deprecated import moved
from rig.deprecated import MOVED

__getattr__ = moved(__name__, MOVED)
