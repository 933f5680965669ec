"""The target of a protocol read from its table."""

from collections.abc import Mapping
from typing import Any, Final

from rig.engine.scoring.target import Target
from rig.protocols.table_reader import TableReader

# People feel a change of force of about 7 % (domain model 2.5): a tighter band asks for more.
SMALLEST_BAND_PCT: Final = 7.0
# No pad of ours is built for more (hardware/README.md).
HIGHEST_CEILING_N: Final = 150.0
# Below this the noise of a sensor counts as shaking (domain model 10, decision 7).
SMALLEST_STEADY_FORCE_N: Final = 5.0

TARGET_KEYS: Final = frozenset(
    ("force_n", "band_pct", "hold_s", "hold_window_s", "loading_n_per_s", "release_n_per_s",
     "ceiling_n")
)  # fmt: skip


def target_from(
    table: Mapping[str, Any], read: TableReader, weights: Mapping[str, float]
) -> Target:
    """What is asked; mistakes are left with the reader.

    Args:
        table: `[target]` of the file.
        read: collects the mistakes.
        weights: of the criteria.
    """
    path = "target."
    read.unknown(table, TARGET_KEYS, path)
    force_n = read.number(table, "force_n", path, 1, HIGHEST_CEILING_N)
    band_pct = read.number(table, "band_pct", path, 0, 50)
    if band_pct < SMALLEST_BAND_PCT:
        read.mistakes.append(
            f"{path}band_pct is {band_pct:g}: people cannot feel a difference of force below "
            f"about 7 %, use {SMALLEST_BAND_PCT:g} or more"
        )
    if force_n < SMALLEST_STEADY_FORCE_N and weights.get("steadiness", 0.0) > 0.0:
        read.mistakes.append(
            f"{path}force_n is {force_n:g}: steadiness cannot be scored below "
            f"{SMALLEST_STEADY_FORCE_N:g} N, leave weights.steadiness out"
        )
    hold_s = read.number(table, "hold_s", path, 1, 600)
    hold_min_s, hold_max_s = read.pair(table, "hold_window_s", path, 900)
    if not hold_min_s <= hold_s <= hold_max_s:
        read.mistakes.append(
            f"{path}hold_s is {hold_s:g}, must lie in hold_window_s "
            f"[{hold_min_s:g}, {hold_max_s:g}]"
        )
    loading = read.pair(table, "loading_n_per_s", path, 1000)
    release = read.pair(table, "release_n_per_s", path, 1000)
    ceiling_n = read.number(table, "ceiling_n", path, 1, HIGHEST_CEILING_N)
    if ceiling_n <= force_n * (1.0 + band_pct / 100.0):
        read.mistakes.append(
            f"{path}ceiling_n is {ceiling_n:g}, must lie above the band "
            f"({force_n * (1.0 + band_pct / 100.0):g})"
        )
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
