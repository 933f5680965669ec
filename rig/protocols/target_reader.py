"""The targets of a protocol read from its table: one, or one for each level of a press."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any, Final

from firmware_bridge.rounding import significant
from rig.engine.judging.finder import DEFAULT_FINDER
from rig.engine.scoring.target import Target
from rig.protocols.fields import AT, LEVEL_KEYS, MOST_LEVELS, SMALLEST_BAND_PCT, TARGET_KEYS
from rig.protocols.table_reader import TableReader

# Below this the noise of a sensor counts as shaking (domain model 10, decision 7).
SMALLEST_STEADY_FORCE_N: Final = 5.0


def targets_from(
    table: Mapping[str, Any], read: TableReader, weights: Mapping[str, float]
) -> tuple[Target, ...]:
    """What is asked, level by level; mistakes are left with the reader.

    A level takes from `[target]` whatever it does not say itself.

    Args:
        table: `[target]` of the file, with `[[target.level]]` where there are several.
        read: collects the mistakes.
        weights: of the criteria.
    """
    shared = {key: value for key, value in table.items() if key != "level"}
    read.unknown(shared, TARGET_KEYS, "target.")
    levels = table.get("level", [{}])
    if not (isinstance(levels, list) and levels and all(isinstance(each, dict) for each in levels)):
        read.refuse("target.level", "must be written as [[target.level]], once a level")
        levels = [{}]
    if len(levels) > MOST_LEVELS:
        read.refuse("target.level", f"is there {len(levels)} times, {MOST_LEVELS} at most")
        levels = levels[:MOST_LEVELS]
    for k, level in enumerate(levels):
        _refuse_unknown(level, read, f"target.level[{k}].")
    before = len(read.mistakes)
    targets = tuple(
        _target(
            shared, level, f"target.level[{k}]." if "level" in table else "target.", read, weights
        )
        for k, level in enumerate(levels)
    )
    # What the levels share is wrong once.
    read.mistakes[before:] = dict.fromkeys(read.mistakes[before:])
    if len(read.mistakes) == before and len(targets) > 1:
        _refuse_alike(targets, read)
    return targets


def _refuse_unknown(level: Mapping[str, Any], read: TableReader, path: str) -> None:
    of_press = sorted(set(level) & (TARGET_KEYS - LEVEL_KEYS))
    for key in of_press:
        read.refuse(f"{path}{key}", "is of the whole press: write it under [target]")
    rest = {key: value for key, value in level.items() if key not in of_press}
    read.unknown(rest, LEVEL_KEYS, path)


def _refuse_alike(targets: tuple[Target, ...], read: TableReader) -> None:
    """Levels that nobody can tell apart in the force of a press."""
    up, down = 1.0 + DEFAULT_FINDER.step_up_frac, 1.0 - DEFAULT_FINDER.step_down_frac
    for k, (one, other) in enumerate(pairwise(targets), start=1):
        path = f"target.level[{k}]."
        if down * one.force_n < other.force_n < up * one.force_n:
            read.refuse(
                f"{path}force_n",
                f"is {other.force_n:g}: after {one.force_n:g} a level is told apart "
                f"from {up * one.force_n:g} up or {significant(down * one.force_n, 3)} down",
            )
        elif one.low_n <= other.high_n and other.low_n <= one.high_n:
            read.refuse(
                f"{path}band_pct",
                f"is {100.0 * other.band_frac:g}: its band "
                f"{other.low_n:g}-{other.high_n:g} overlaps the one before, "
                f"{one.low_n:g}-{one.high_n:g}",
            )
    for k, target in enumerate(targets):
        if target.hold_min_s < DEFAULT_FINDER.step_s:
            read.refuse(
                f"target.level[{k}].hold_window_s",
                f"begins at {target.hold_min_s:g}: a level is told "
                f"apart from {DEFAULT_FINDER.step_s:g} s on",
            )


def _target(
    shared: Mapping[str, Any], level: Mapping[str, Any], path: str, read: TableReader,
    weights: Mapping[str, float],
) -> Target:  # fmt: skip
    table = {**shared, **level}

    def at(key: str) -> str:
        return "target." if key in shared and key not in level else path

    def number(key: str) -> float:
        return read.number(table, key, at(key), AT[f"target.{key}"])

    def pair(key: str) -> tuple[float, float]:
        return read.pair(table, key, at(key), AT[f"target.{key}"])

    force_n, band_pct = number("force_n"), _band_pct(table, at("band_pct"), read)
    hold_s, (hold_min_s, hold_max_s) = number("hold_s"), pair("hold_window_s")
    loading, release = pair("loading_n_per_s"), pair("release_n_per_s")
    ceiling_n, high_n = number("ceiling_n"), force_n * (1.0 + band_pct / 100.0)
    force_at, band_at, hold_at, window_at, ceiling_at = (
        f"{at(key)}{key}" for key in ("force_n", "band_pct", "hold_s", "hold_window_s", "ceiling_n")
    )
    if read.is_right(force_at) and force_n < SMALLEST_STEADY_FORCE_N and weights.get("steadiness"):
        read.refuse(
            force_at,
            f"is {force_n:g}: steadiness cannot be scored below "
            f"{SMALLEST_STEADY_FORCE_N:g} N, leave weights.steadiness out",
        )
    if read.is_right(hold_at, window_at) and not hold_min_s <= hold_s <= hold_max_s:
        read.refuse(
            hold_at, f"is {hold_s:g}, must lie in hold_window_s [{hold_min_s:g}, {hold_max_s:g}]"
        )
    if read.is_right(force_at, band_at, ceiling_at) and ceiling_n <= high_n:
        read.refuse(ceiling_at, f"is {ceiling_n:g}, must lie above the band ({high_n:g})")
    return Target(
        force_n=force_n,
        band_frac=band_pct / 100.0,
        hold_s=hold_s,
        hold_min_s=hold_min_s,
        hold_max_s=hold_max_s,
        loading_min_n_per_s=loading[0],
        loading_max_n_per_s=loading[1],
        release_min_n_per_s=release[0],
        release_max_n_per_s=release[1],
        ceiling_n=ceiling_n,
    )


def _band_pct(table: Mapping[str, Any], path: str, read: TableReader) -> float:
    """The band, and why it may not be narrower."""
    bounds = AT["target.band_pct"]
    value = table.get("band_pct")
    if (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and 0 <= value < SMALLEST_BAND_PCT
    ):
        read.refuse(
            f"{path}band_pct",
            f"is {value:g}: people cannot feel a difference of force below about 7 %, "
            f"use {SMALLEST_BAND_PCT:g} or more",
        )
        return bounds.low
    return read.number(table, "band_pct", path, bounds)
