"""What each station reads from: its assigned sensor, else what steadyhold.toml says."""

import threading
from pathlib import Path

from firmware_bridge.samples import Traits
from firmware_bridge.sim.screen import ScreenPad, ScreenSource
from firmware_bridge.source import Source, open_source
from firmware_bridge.uri import parse_uri
from rig.config.assignments import (
    Assignment,
    assigned,
    save_assignments,
    usable_assignments,
    without,
)
from rig.config.steadyhold_toml import AUTO
from rig.engine.scoring.target import Protocol
from rig.hub.station.assigned import AssignedSource, UnassignedSource
from rig.hub.station.learners import is_on_screen, pressing
from rig.hub.station.port_locator import PortLocator
from rig.hub.station.requests import StationPlan
from rig.trust.passport_store import PassportStore


class Sources:
    """Opens sources for stations, keeps their assignments and their passports.

    Args:
        folder: data folder; the assignments are a file in it.
        also: pattern of further paths that may carry a sensor; empty for none.

    Attributes:
        remark: that the file of assignments was damaged and set aside; empty where it was not.

    Raises:
        OSError: the file of assignments cannot be read.
    """

    def __init__(self, folder: Path, also: str) -> None:
        self.port_locator = PortLocator(also)
        self.passport_store = PassportStore(folder)
        self._folder = folder
        self._assignments, self.remark = usable_assignments(folder)
        self._screen_pads: dict[str, ScreenPad] = {}
        # Each change is made of what was there before it: two at once would lose one of them.
        self._writing = threading.Lock()

    def screen_pad(self, station_id: str) -> ScreenPad:
        """What a page and the source of a station share; the same however often that is opened."""
        return self._screen_pads.setdefault(station_id, ScreenPad())

    def assignment(self, station_id: str) -> Assignment | None:
        """The sensor of a station; None where the configuration decides."""
        return self._assignments.get(station_id)

    def stations_with(self, identity: str) -> list[str]:
        """Stations a sensor is assigned to."""
        return [key for key, held in self._assignments.items() if held.identity == identity]

    def assign(self, station_id: str, sensor: Assignment) -> None:
        """Give a station this sensor and keep that; whoever had it has none."""
        with self._writing:
            self._keep(assigned(self._assignments, station_id, sensor))

    def unassign(self, station_id: str) -> None:
        """Let the configuration decide again, and keep that."""
        with self._writing:
            self._keep(without(self._assignments, station_id))

    def uri(self, plan: StationPlan) -> str:
        """The address that stands for what a station reads; recorded with its sessions."""
        held = self._assignments.get(plan.id)
        return plan.source_uri if held is None else held.source

    def open(self, plan: StationPlan, protocol: Protocol) -> Source:
        """A source for a station; a simulated learner presses what the protocol asks.

        Raises:
            BridgeError: the address is not understood, or the file cannot be read.
        """
        held = self._assignments.get(plan.id)
        if held is not None and held.link == "serial":
            return AssignedSource(held, self.port_locator)
        uri = self.uri(plan)
        if is_on_screen(uri):
            return ScreenSource(self.screen_pad(plan.id), parse_uri(pressing(uri, protocol)))
        return UnassignedSource() if uri == AUTO else open_source(pressing(uri, protocol))

    def _keep(self, assignments: dict[str, Assignment]) -> None:
        save_assignments(self._folder, assignments)
        self._assignments = assignments


def is_other_kind(now: Traits, before: Traits) -> bool:
    """Whether what a source says of itself belongs to another kind of sensor than before."""
    return (now.kind, now.unit, now.channels) != (before.kind, before.unit, before.channels)
