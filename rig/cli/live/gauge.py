"""The terminal gauge: what the force is, where the band is, one word, the seconds held."""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from firmware_bridge.rounding import fixed, significant, tenths_passed, tenths_to_come
from rig.engine.scoring.criteria import criterion_named
from rig.engine.scoring.press_score import PressScore
from rig.engine.scoring.score import CriterionScore
from rig.engine.scoring.target import Protocol, Target
from rig.engine.scoring.uncertainty import score_message
from rig.engine.step import Cue, Live, ScoredHold, SetResult, Zone

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

# Position and shape tell the three states; colour only repeats them (Okabe-Ito).
SHAPES: dict[Zone, str] = {"none": "○", "below": "▼", "in": "●", "above": "▲", "over": "■"}
COLOURS: dict[Zone, str] = {
    "none": "default",
    "below": "#56B4E9",
    "in": "#009E73",
    "above": "#D55E00",
    "over": "#D55E00",
}
MORE_OR_LESS: tuple[Cue, ...] = ("press more", "ease off")
# As a browser says them.
SHORT: dict[Cue, str] = {"press more": "press", "let go slowly": "let go"}
# The band ends at the same height for every protocol, so the eye learns one place.
SCALE_TOP_OF_BAND = 1.6
BAR_LINES = 3
NUMBER_COLUMNS = 8
FULL = "█"
PARTS = " ▏▎▍▌▋▊▉"


@dataclass(frozen=True, slots=True)
class GaugeState:
    """Everything one picture of the gauge shows.

    Attributes:
        live: newest state; None before the first sample.
        trouble: a sentence about a link without samples; empty when they come.
        remark: a sentence about samples that come but are not as they should be; else empty.
        last: the press judged last, None before the first.
        unit: unit of the force.
    """

    live: Live | None
    trouble: str
    remark: str
    last: ScoredHold | None
    unit: str


def picture(protocol: Protocol, reading: GaugeState, columns: int) -> "RenderableType":
    """The gauge, `columns` wide."""
    from rich.console import Group
    from rich.text import Text

    lines: list[Text] = [Text(_headline(protocol, reading), style="dim"), Text()]
    live = None if reading.live is None else seen(protocol, reading.live)
    if reading.trouble:
        lines += [Text(reading.trouble, style="bold"), Text()]
    elif live is None:
        lines += [Text("waiting for the sensor ..."), Text()]
    else:
        lines += [
            _scale(protocol, live, columns),
            *_bar(protocol, live, reading.unit, columns),
            Text(),
            Text(_large(f"{SHAPES[live.zone]} {spoken(live)}"), f"bold {COLOURS[live.zone]}"),
            Text(),
            Text(seconds_text(protocol, live)),
        ]
        lines += [Text(words, style="italic") for words in (live.note, reading.remark) if words]
    if reading.last is not None:
        lines += [Text(), *(Text(line) for line in verdict(reading.last, reading.unit))]
    return Group(*lines)


def seen(protocol: Protocol, live: Live) -> Live:
    """What may be shown of it: by feel no force, and nothing that says more or less."""
    if protocol.feedback != "none":
        return live
    cue = "hold" if live.cue in MORE_OR_LESS else live.cue
    zone: Zone = "over" if live.zone == "over" else "none"
    return live._replace(force_n=math.nan, cue=cue, zone=zone)


def spoken(live: Live) -> str:
    """The one word of this moment, as large as a terminal can write."""
    if live.zone == "over":
        return "STOP"
    return SHORT.get(live.cue, live.cue).upper()


def target_now(protocol: Protocol, live: Live) -> Target:
    """What is asked at this moment: of several levels the one that is on."""
    return protocol.targets[live.level - 1]


def level_text(protocol: Protocol, live: Live) -> str:
    """Which level of how many, with its band; empty where a press has one."""
    if live.levels == 1:
        return ""
    target = target_now(protocol, live)
    return f"level {live.level} of {live.levels}: {target.low_n:g}-{target.high_n:g} N"


def seconds_text(protocol: Protocol, live: Live) -> str:
    """Seconds held, or of rest still to come, whole while they run."""
    if live.phase == "resting":
        return f"rest {math.ceil(tenths_to_come(live.rest_left_s))} s"
    if live.phase in ("loading", "holding", "releasing"):
        target = target_now(protocol, live)
        asked = f"{target.hold_min_s:g}-{target.hold_max_s:g}"
        return f"{int(tenths_passed(live.held_s))} s of {asked}"
    return ""


def verdict(scored: ScoredHold, unit: str) -> list[str]:
    """One press judged: the score, what cost points most, one thing to try.

    Args:
        scored: the press, or one of its levels.
        unit: unit of its force.
    """
    hold = scored.hold
    held = f"{fixed(hold.hold_s, 1)} s at {fixed(hold.level_n, 1)} {unit}"
    if scored.outcome == "other_level":
        return [f"Hold {hold.press}: also held {held}"]
    if not scored.is_part:
        return _told(f"Hold {hold.press}", held, scored)
    lines = _told(f"Hold {hold.press}, level {scored.level_number}", held, scored)
    if scored.press_score is not None:
        lines += _press_told(f"Hold {hold.press}", scored.press_score)
    return lines


def _told(name: str, held: str, scored: ScoredHold) -> list[str]:
    score = scored.score
    if score.score is None:
        lines = [f"{name}: no score: {score.void_reason}"]
        return lines if scored.is_part else [*lines, f"  {score.advice}"]
    expanded = (
        scored.uncertainty.score.expanded
        if scored.uncertainty and scored.uncertainty.score
        else None
    )
    points = score_message(score.score, expanded, scored.outcome)
    lines = [f"{name}: {points} ({held})", f"  {score.summary}"]
    lost = sorted((each for each in score.criteria if each.lost >= 0.05), key=lambda e: -e.lost)
    lines += [f"  -{fixed(each.lost, 1)}  {_measured(each)}" for each in lost[:3]]
    lines += [f"  {cap}" for cap in score.caps if cap != score.summary]
    if score.advice and not scored.is_part:
        lines.append(f"  try: {score.advice}")
    return lines


def _press_told(name: str, worth: PressScore) -> list[str]:
    """A press of several levels, after what was said of each."""
    if worth.score is None:
        return [f"{name}: no score: {worth.void_reason}", f"  {worth.advice}"]
    expanded = None if worth.uncertainty is None else worth.uncertainty.expanded
    points = score_message(worth.score, expanded, worth.outcome)
    return [
        f"{name}: {points}, its {len(worth.levels)} levels together", f"  {worth.summary}",
        f"  try: {worth.advice}",
    ]  # fmt: skip


def summary(result: SetResult) -> str:
    """The set in one line."""
    done = f"{result.done} of {result.asked} repetitions"
    if result.mean_score is None:
        return f"Set over: {done}, none with a score."
    mean = score_message(result.mean_score, result.expanded, result.outcome)
    differ = (
        f", difference between holds {fixed(result.sd_score, 1)}"
        if result.sd_score is not None
        else ""
    )
    worst = "" if result.worst_score is None else f", lowest hold {fixed(result.worst_score, 1)}"
    remark = f" {result.remark}" if result.remark else ""
    return f"Set over: {done}, mean {mean}{differ}{worst}.{remark}"


def _measured(scored: CriterionScore) -> str:
    title = criterion_named(scored.name).title
    aim = f" (aim: {scored.aim})" if scored.aim else ""
    if scored.value is None:
        return f"{title}{aim}"
    return f"{title} {significant(scored.value, 3)} {scored.unit}".rstrip() + aim


def _headline(protocol: Protocol, reading: GaugeState) -> str:
    parts = [protocol.name]
    if reading.live is not None and reading.live.repetitions:
        parts.append(f"{reading.live.repetition} of {reading.live.repetitions}")
        if reading.live.levels > 1:
            parts.append(f"level {reading.live.level} of {reading.live.levels}")
    return " · ".join(parts)


def _top_n(protocol: Protocol) -> float:
    """End of the scale: the same through a press, whichever level is on."""
    return max(target.high_n for target in protocol.targets) * SCALE_TOP_OF_BAND


def _scale(protocol: Protocol, live: Live, columns: int) -> "Text":
    """The band that is asked for now as brackets over the bar, its edges in words."""
    from rich.text import Text

    target = target_now(protocol, live)
    low = _column(target.low_n, protocol, columns)
    high = max(low + 1, _column(target.high_n, protocol, columns))
    cells = [" "] * columns
    cells[low : high + 1] = ["━"] * (high + 1 - low)
    cells[low], cells[high] = "┏", "┓"
    edges = f" {target.low_n:g}-{target.high_n:g}"
    line = "".join(cells).rstrip() + edges
    return Text(line[:columns], style=COLOURS["in"])


def _bar(protocol: Protocol, live: Live, unit: str, columns: int) -> "list[Text]":
    """The force as a bar three lines thick, the number beside its end."""
    from rich.text import Text

    if math.isnan(live.force_n):
        return [Text("")] * BAR_LINES
    share_frac = min(1.0, max(0.0, live.force_n / _top_n(protocol)))
    eighths = round(share_frac * (columns - NUMBER_COLUMNS) * 8)
    bar = FULL * (eighths // 8) + PARTS[eighths % 8].strip()
    number = f" {fixed(live.force_n, 0)} {unit}"
    middle = BAR_LINES // 2
    return [
        Text(bar + (number if line == middle else ""), style=COLOURS[live.zone])
        for line in range(BAR_LINES)
    ]


def _large(words: str) -> str:
    """Letters apart: as large as a terminal can write."""
    return " ".join(words)


def _column(force_n: float, protocol: Protocol, columns: int) -> int:
    place = int(force_n / _top_n(protocol) * (columns - NUMBER_COLUMNS))
    return min(columns - 2, max(0, place))
