"""Which of several columns that may be the force is taken, and a word on the others."""

from firmware_bridge.tables.columns import TableColumn
from firmware_bridge.tables.names import guess_word, told_as
from firmware_bridge.units import unit_of

ALIKE = 0.75
"""Two columns this near in what speaks for them are rivals: the choice between them is said."""


def best_force(
    able: list[tuple[float, TableColumn]], assumed: list[str]
) -> tuple[TableColumn, ...]:
    """The column most speaks for, or three that are axes of one force; rivals are said."""
    top = max(worth for worth, _ in able)
    rivals = [each for worth, each in able if worth >= top - ALIKE]
    axes = _axes([each for _, each in able])
    if axes and any(each in rivals for each in axes) and top - ALIKE <= max(
        worth for worth, each in able if each in axes
    ):  # fmt: skip
        text = ", ".join(each.name.text for each in axes)
        assumed.append(f"force is the vector length of {text}; choose others with --column")
        return axes
    best = max(
        rivals, key=lambda each: (_worth_of(able, each) + _span_share(each, rivals), -each.at)
    )
    also = [each for _, each in able if each in rivals or _is_force_too(each, best)]
    others = [each.name.text for each in also if each is not best]
    if others:
        assumed.append(
            f"{told_as(best.name.text)} taken (also there: {', '.join(others)}); "
            "choose with --column"
        )
    return (best,)


def _is_force_too(column: TableColumn, best: TableColumn) -> bool:
    """Whether its name says force as well, and no unit of the one taken settles it."""
    unit = unit_of(best.unit)
    settled = unit is not None and unit.quantity in ("force", "pressure")
    return not settled and guess_word(column.name) > 0 and guess_word(best.name) > 0


def _worth_of(able: list[tuple[float, TableColumn]], column: TableColumn) -> float:
    return next(worth for worth, each in able if each is column)


def _span_share(column: TableColumn, rivals: list[TableColumn]) -> float:
    """Of rivals in one unit the one that moves most; less than any word weighs."""
    if len({each.unit for each in rivals}) > 1:
        return 0.0
    widest = max(each.facts.high_raw - each.facts.low_raw for each in rivals)
    share = (column.facts.high_raw - column.facts.low_raw) / widest if widest > 0 else 0.0
    # Nearly the same span, as left and right have it, leaves the first one first.
    return 0.5 * round(share, 1) if share < 0.8 else 0.5


def _axes(able: list[TableColumn]) -> tuple[TableColumn, ...]:
    """The first three columns whose names differ by x, y, z only and begin with a force."""
    words = {(each.name.run, each.name.word): each for each in able}
    for (run, word), column in words.items():
        if not word.endswith("x") or column.name.is_never:
            continue
        three = [words.get((run, word[:-1] + axis)) for axis in "xyz"]
        found = [each for each in three if each is not None]
        if len(found) == 3 and (word == "fx" or "force" in word or "kraft" in word):
            return tuple(found)
    return ()
