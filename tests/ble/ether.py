"""Virtual radio waves: connection intervals, missed events, walls, and a silent time-out."""

import asyncio
import random
from collections import deque

from bumble import hci
from bumble.controller import Controller
from bumble.link import LocalLink

PACKETS_PER_EVENT = 6


class Ether(LocalLink):
    """Bumble's link, but data travel at connection events only, and not to those out of range.

    Attributes:
        interval_s: time between connection events; 0 delivers at once.
        missed_share: chance that an event fails; the link layer sends again in the next one.
        away: addresses that nothing reaches.
        held_back: while true no event takes place: packets wait, the link stays.
    """

    def __init__(self, seed: int = 1) -> None:
        super().__init__()
        self.interval_s = 0.0
        self.missed_share = 0.0
        self.away: set[str] = set()
        self.held_back = False
        self._random = random.Random(seed)
        self._queues: dict[tuple[Controller, str], deque] = {}

    def is_away(self, *addresses: object) -> bool:
        return any(str(address).removesuffix("/P") in self.away for address in addresses)

    def send_advertising_pdu(self, sender_controller, packet):
        if not self.is_away(sender_controller.random_address, _target(packet)):
            super().send_advertising_pdu(sender_controller, packet)

    def send_ll_control_pdu(self, sender_address, receiver_address, packet):
        if not self.is_away(sender_address, receiver_address):
            super().send_ll_control_pdu(sender_address, receiver_address, packet)

    def send_acl_data(self, sender_controller, destination_address, transport, data):
        call = (sender_controller, destination_address, transport, data)
        queue = self._queues.setdefault((sender_controller, str(destination_address)), deque())
        if not (self.interval_s or self.held_back or queue):
            self._deliver(call)
            return
        queue.append(call)
        if len(queue) == 1:
            self._arm(queue)

    def _deliver(self, call) -> None:
        if not self.is_away(call[0].random_address, call[1]):
            super().send_acl_data(*call)

    def _arm(self, queue: deque) -> None:
        loop = asyncio.get_running_loop()
        now_s, step_s = loop.time(), self.interval_s or 0.005
        due_s = now_s - now_s % step_s + step_s
        loop.call_at(due_s, self._event, queue, due_s)

    def _event(self, queue: deque, due_s: float) -> None:
        # Events go on where a busy machine does not look: those it slept through carry too.
        late_s = asyncio.get_running_loop().time() - due_s
        for _ in range(1 + int(late_s / self.interval_s) if self.interval_s else 1):
            if self.held_back or self._random.random() < self.missed_share:
                continue
            # Without an interval everything that waited goes out at once.
            for _ in range(PACKETS_PER_EVENT if self.interval_s else len(queue)):
                if queue:
                    self._deliver(queue.popleft())
        if queue:
            self._arm(queue)


class RadioChip(Controller):
    """Bumble's controller, with an end to connecting and a supervision time-out."""

    def on_hci_le_create_connection_cancel_command(self, command):
        # 0.0.236 answers this command but goes on trying for ever.
        answer = super().on_hci_le_create_connection_cancel_command(command)
        pending, self.pending_le_connection = self.pending_le_connection, None
        if pending is not None:
            event = hci.HCI_LE_Connection_Complete_Event(
                status=hci.HCI_ErrorCode.UNKNOWN_CONNECTION_IDENTIFIER_ERROR,
                connection_handle=0,
                role=hci.Role.CENTRAL,
                peer_address_type=pending.peer_address.address_type,
                peer_address=pending.peer_address,
                connection_interval=0,
                peripheral_latency=0,
                supervision_timeout=0,
                central_clock_accuracy=0,
            )
            asyncio.get_running_loop().call_soon(self.send_hci_packet, event)
        return answer

    def lose_links(self, addresses: set[str]) -> None:
        """Tell the host that these peers were silent for too long."""
        for link in list(self.le_connections.values()):
            mine, peer = (
                str(each).removesuffix("/P") for each in (link.self_address, link.peer_address)
            )
            if {mine, peer} & addresses:
                self.on_le_disconnected(link, hci.HCI_CONNECTION_TIMEOUT_ERROR)


def _target(packet) -> object:
    return getattr(packet, "advertiser_address", "")
