"""The live socket: one cursor per client, newest wins, and nobody waits for a slow one."""

import asyncio
import contextlib
import math
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

from starlette.websockets import WebSocket, WebSocketDisconnect

from firmware_bridge.sim.screen import ScreenPad
from rig.hub.actor import actor_in
from rig.hub.live.attention import Attention
from rig.hub.live.channel import StationChannel, StationDescription, json_text, station_json
from rig.hub.live.frames import Tile, trace_frame, wall_frame
from rig.hub.live.live_messages import LiveMessages
from rig.hub.live.screen_press import ScreenPress
from rig.hub.live.seen_by import may_follow, seen_by
from rig.hub.messages import HelloMessage, PongMessage
from rig.json_values import parsed
from rig.school.actor import Actor

SCHEMA: Final = "steadyhold.live/1"
FRAMES_PER_S = 60.0
# Frames that may be saved up: at 80 Hz three samples of four then leave at once and the fourth
# with the next, 3 ms later on average; an even gap of a 60th would hold each back, 6 ms.
SAVED_FRAMES = 2.0
LAST_SAMPLE_WAITS_S = 0.02
WALL_GAP_S = 1.0 / 20.0
SEND_LIMIT_S = 5.0
# Without samples a header alone says that hub and network live; screens give up after 2 s.
SIGN_OF_LIFE_S = 0.45
# A screen that begins shows the last ten seconds; one that fell behind only the last one.
HISTORY_S = 10.0
BACKLOG_S = 1.0
MOST_CLIENTS = 256
MOST_MESSAGES_PER_S = 20

# A phone, a tablet, and a page that is just being left.
MOST_OF_A_STUDENT = 3

_LEFT, _FLOODED, _TAKEN = "left", "flooded", "taken"
LOOK_S = 0.5


class _Line:
    """A socket that knows since when its peer has not taken what was sent.

    One look now and then costs less than a timer around each of a hundred messages a second.
    """

    def __init__(self, socket: WebSocket) -> None:
        self._socket = socket
        self._busy_since_s = math.inf

    @property
    def has_stalled(self) -> bool:
        return time.monotonic() - self._busy_since_s > SEND_LIMIT_S

    async def send(self, content: str | bytes) -> None:
        self._busy_since_s = time.monotonic()
        if isinstance(content, bytes):
            await self._socket.send_bytes(content)
        else:
            await self._socket.send_text(content)
        self._busy_since_s = math.inf


class Clients:
    """Sockets that are open now, and the way they come in.

    Args:
        channels: one per station, in the order of the wall.
        screen_pads: by the id of their station: pads that a page is.
        attention: the list of the wall.

    Attributes:
        count: open sockets.
        dropped: sockets closed because they did not read.
    """

    def __init__(
        self,
        channels: Sequence[StationChannel],
        screen_pads: Mapping[str, ScreenPad],
        attention: Attention,
    ) -> None:
        self.count = 0
        self.dropped = 0
        self._channels = channels
        self._screen_pads = screen_pads
        self._attention = attention
        self._of_actor: Counter[str] = Counter()

    async def serve(self, socket: WebSocket) -> None:
        """Serve one client until it leaves, breaks the rules or stops reading."""
        wanted, actor = socket.query_params.get("station", ""), actor_in(socket.scope)
        if wanted == "all" and actor.role != "instructor":
            await socket.close(4403, "this is the instructor's")
            return
        found = [channel for channel in self._channels if channel.about.id == wanted]
        if wanted != "all" and not (found and may_follow(actor, found[0].about)):
            await socket.close(4404, "there is no such station")
            return
        own = self._of_actor[actor.id]
        if self.count >= MOST_CLIENTS or (actor.role == "student" and own >= MOST_OF_A_STUDENT):
            await socket.close(1013, "too many screens are open")
            return
        await socket.accept()
        self.count += 1
        self._of_actor[actor.id] += 1
        line = _Line(socket)
        sending = asyncio.create_task(
            _send_station(line, found[0], actor)
            if found
            else _send_wall(line, self._channels, self._attention),
            name="live sender",
        )
        press = ScreenPress(wanted, self._screen_pads.get(wanted))
        listening = asyncio.create_task(_listen(socket, line, press), name="live listener")
        both, first = (sending, listening), asyncio.FIRST_COMPLETED
        has_stalled = False
        try:
            while not (await asyncio.wait(both, timeout=LOOK_S, return_when=first))[0]:
                has_stalled = line.has_stalled
                if has_stalled:
                    break
        finally:
            self.count -= 1
            self._of_actor[actor.id] -= 1
            press.leave()
            self.dropped += has_stalled
            sending.cancel()
            listening.cancel()
            ends = await asyncio.gather(*both, return_exceptions=True)
        for end in ends:
            if isinstance(end, Exception) and not isinstance(end, WebSocketDisconnect):
                raise end
        if ends[1] == _FLOODED:
            await socket.close(1008, "too many messages")
        if ends[0] == _TAKEN:
            await socket.close(4404, "somebody else presses there now")


async def _listen(socket: WebSocket, line: _Line, press: ScreenPress) -> str:
    """Read until the client leaves or floods us."""
    window_s, messages = time.monotonic(), 0
    while True:
        message = await socket.receive()
        if message["type"] == "websocket.disconnect":
            return _LEFT
        now_s = time.monotonic()
        if now_s - window_s >= 1.0:
            window_s, messages = now_s, 0
            press.begin_second()
        said = _said(message.get("text"))
        if press.moves(said):
            continue
        messages += 1
        if messages > MOST_MESSAGES_PER_S:
            return _FLOODED
        answer = press.answer(said)
        if answer is not None:
            await line.send(json_text(answer))
        elif said.get("type") == "ping":
            pong: PongMessage = {"type": "pong", "epoch_ms": time.time() * 1e3}
            await line.send(json_text(pong))


def _said(text: str | None) -> dict[str, Any]:
    try:
        said = parsed(text or "")
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


async def _send_station(line: _Line, channel: StationChannel, actor: Actor) -> str:
    """Every sample of one station, at most 60 frames a second, and its words.

    Ends where the station becomes another student's.
    """
    rate_hz = channel.ring.max_rate_hz
    history_s = HISTORY_S if seen_by(actor, channel.about) == channel.about else 0.0
    cursor = max(0, channel.ring.count - int(history_s * rate_hz))
    most = int(HISTORY_S * rate_hz)
    about_seen, news_seen, notify, sent_s = -1, channel.news_count, -1, 0.0
    words = LiveMessages(channel)
    pace = _Pace()
    while True:
        notify = await pace.after(channel, notify)
        if not may_follow(actor, channel.about):
            return _TAKEN
        if channel.about_version != about_seen:
            about_seen = channel.about_version
            await line.send(hello([seen_by(actor, channel.about)]))
        for text in channel.news_after(news_seen):
            await line.send(text)
        news_seen = channel.news_count
        now_s = time.monotonic()
        if channel.ring.count != cursor or now_s - sent_s > SIGN_OF_LIFE_S:
            sent_s = now_s
            pace.spend()
            frame = trace_frame(channel.ring, cursor, most)
            cursor = channel.ring.count
            most = max(1, int(BACKLOG_S * channel.ring.max_rate_hz))
            await line.send(frame)
        said = words.changed(time.monotonic())
        if said is not None:
            await line.send(said)


async def _send_wall(line: _Line, channels: Sequence[StationChannel], attention: Attention) -> None:
    """One frame for all stations, 20 times a second, the words of all and who needs help."""
    cursors = [channel.ring.count for channel in channels]
    about_seen: list[int] = []
    news_seen = [channel.news_count for channel in channels]
    words = [LiveMessages(channel) for channel in channels]
    sequence, attention_seen = 0, -1
    while True:
        began_s = time.monotonic()
        about_now = [channel.about_version for channel in channels]
        if about_now != about_seen:
            about_seen = about_now
            await line.send(hello([channel.about for channel in channels]))
        for place, channel in enumerate(channels):
            for text in channel.news_after(news_seen[place]):
                await line.send(text)
            news_seen[place] = channel.news_count
            said = words[place].turned()
            if said is not None:
                await line.send(said)
        if attention.version != attention_seen:
            attention_seen = attention.version
            await line.send(json_text(attention.message()))
        sequence += 1
        epoch_ms = time.time() * 1e3
        tiles = [_tile(channel, cursors[at], epoch_ms) for at, channel in enumerate(channels)]
        cursors = [channel.ring.count for channel in channels]
        await line.send(wall_frame(tiles, sequence, epoch_ms))
        await asyncio.sleep(max(0.0, began_s + WALL_GAP_S - time.monotonic()))


def hello(stations_seen: Sequence[StationDescription]) -> str:
    """The message that introduces the stations a client sees."""
    stations = [station_json(about) for about in stations_seen]
    said: HelloMessage = {"type": "hello", "schema": SCHEMA, "stations": stations}
    return json_text(said)


def _tile(channel: StationChannel, cursor: int, epoch_ms: float) -> Tile:
    ring, live = channel.ring, channel.live
    _, force_n = ring.since(cursor, max(1, int(BACKLOG_S * ring.max_rate_hz)))
    low_n = high_n = live.force_n
    if len(force_n):
        low_n, high_n = float(force_n.min()), float(force_n.max())
    return Tile(
        index=channel.about.index,
        force_n=live.force_n,
        min_n=low_n,
        max_n=high_n,
        held_s=live.held_s,
        zone=live.zone,
        phase=live.phase,
        age_s=channel.age_s(epoch_ms),
    )


class _Pace:
    """Lets frames out as soon as samples come, and no more than `FRAMES_PER_S`."""

    def __init__(self) -> None:
        self._saved = SAVED_FRAMES
        self._counted_s = time.monotonic()

    async def after(self, channel: StationChannel, notify: int) -> int:
        """The notification after which a frame may leave."""
        notify = await channel.changed.after(notify)
        while not self._may_send():
            # The next sample takes this one along; when there is none it goes by itself.
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(LAST_SAMPLE_WAITS_S):
                    notify = await channel.changed.after(notify)
        return notify

    def spend(self) -> None:
        """One frame leaves."""
        self._saved -= 1.0

    def _may_send(self) -> bool:
        now_s = time.monotonic()
        earned = (now_s - self._counted_s) * FRAMES_PER_S
        self._saved = min(SAVED_FRAMES, self._saved + earned)
        self._counted_s = now_s
        return self._saved >= 1.0
