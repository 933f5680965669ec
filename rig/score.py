"""The score of a hold, at its old address; `rig.deprecated` says where it is now."""

from firmware_bridge.deprecated import moved
from rig.deprecated import MOVED

__getattr__ = moved(__name__, MOVED)
