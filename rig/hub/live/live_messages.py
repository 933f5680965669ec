"""When the live message of a station is worth sending again."""

import math
from collections.abc import Mapping
from typing import Any

from rig.hub.live.channel import StationChannel, json_text

WORDS_GAP_S = 0.1


class LiveMessages:
    """What one client was told of one station, and what it should be told now."""

    def __init__(self, channel: StationChannel) -> None:
        self._channel = channel
        self._told: Mapping[str, Any] = {}
        self._told_s = -math.inf

    def changed(self, now_s: float) -> str | None:
        """The message when anything in it changed, at most one per `WORDS_GAP_S`."""
        if now_s - self._told_s < WORDS_GAP_S:
            return None
        words = self._channel.live_json()
        if words == self._told:
            return None
        self._told, self._told_s = words, now_s
        return json_text(words)

    def turned(self) -> str | None:
        """The message when more than a count of seconds changed."""
        words: Mapping[str, Any] = self._channel.live_json()
        if all(words[key] == self._told.get(key) for key in words if not key.endswith("_s")):
            return None
        self._told = words
        return json_text(words)
