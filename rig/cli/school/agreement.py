"""`agreement`: how far two columns of marks agree, and the cut score of an exam."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from firmware_bridge.rounding import fixed
from rig.cli import options as ask
from rig.cli.console import answer_json, results_console
from rig.cli.options import number_option

if TYPE_CHECKING:
    from rig.school.standards.answers import AgreementAnswer, CutAnswer

COLUMNS_HELP = "Columns by name or number, with commas between; every column of numbers without."


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("agreement")(agreement)


def agreement(
    file: Annotated[Path, typer.Argument(help="Text with a row for each person.")],
    columns: Annotated[str, typer.Option("--columns", help=COLUMNS_HELP)] = "",
    cut: Annotated[
        bool,
        typer.Option(
            "--cut", help="Cut score: first column the examiner's global mark, second the score."
        ),
    ] = False,
    borderline: Annotated[
        float | None,
        number_option("--borderline", help="With --cut: the mark for just about, else 2."),
    ] = None,
    sem: Annotated[
        float | None,
        number_option("--sem", help="With --cut: standard error of measurement of a score."),
    ] = None,
    json: ask.Json = False,
) -> None:
    """Tell how far marks agree: bias, limits of agreement, ICC, kappa.

    Two examiners, an examiner and another day, or the repeated sets of a class: a row for each
    person, a column for each marking.
    """
    import math

    from rig.school.standards.answers import agreement_answer, cut_answer
    from rig.school.standards.borderline import BORDERLINE_MARK
    from rig.school.standards.columns import mark_columns
    from rig.school.standards.errors import ColumnsError

    if borderline is not None and not math.isfinite(borderline):
        raise typer.BadParameter("a mark is a number like 2", param_hint="--borderline")
    if sem is not None and not 0.0 <= sem < math.inf:
        raise typer.BadParameter("an error is a number of points from 0", param_hint="--sem")
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise ColumnsError(str(file), "it is no text in UTF-8; save it as CSV (UTF-8)") from error
    wanted = [each.strip() for each in columns.split(",") if each.strip()]
    found = mark_columns(str(file), text, wanted)
    if cut:
        answer = cut_answer(
            str(file), found, BORDERLINE_MARK if borderline is None else borderline, sem
        )
        if json:
            answer_json(answer)
        else:
            _show_cut(answer)
        return
    agreed = agreement_answer(str(file), found)
    if json:
        answer_json(agreed)
    else:
        _show_agreement(agreed)


def _show_agreement(answer: "AgreementAnswer") -> None:
    lines = [f"{answer['n']} people, {', '.join(answer['columns'])}"]
    if answer["left_out"]:
        lines.append(f"{answer['left_out']} rows left out: a number is missing")
    if (pair := answer["bland_altman"]) is not None:
        lines += [
            f"bias                {_number(pair['bias'])} {_within(pair['bias_interval'])}",
            f"limits of agreement {_number(pair['limits']['low'])} to "
            f"{_number(pair['limits']['high'])}",
        ]
    if (whole := answer["reliability"]) is not None:
        lines += [
            f"{each['name']:19} {fixed(each['value'], 2)} {_within(each['interval'])}, "
            f"SEM {_number(each['sem'])}, MDC95 {_number(each['mdc95'])}"
            for each in whole["forms"]
        ]
    lines += [
        f"kappa, {each['weights']:12} {fixed(each['value'], 2)} {_within(each['interval'])}"
        for each in answer["kappas"]
    ]
    _print([*lines, *answer["untold"]])


def _show_cut(answer: "CutAnswer") -> None:
    from rig.school.standards.cut import PROVISIONAL

    lines = [f"{answer['n']} learners, {answer['columns'][1]} on {answer['columns'][0]}"]
    if (line := answer["regression"]) is not None:
        lines += [
            f"cut score {fixed(line['cut_points'], 1)} {_within(line['interval'])}, {PROVISIONAL}",
            f"line      {fixed(line['intercept_points'], 1)} + {fixed(line['slope_points'], 1)} x "
            f"mark, R2 {fixed(line['r_squared'], 2)}, RMSE {fixed(line['rmse_points'], 1)}",
        ]
    if (zone := answer["zone"]) is not None:
        lines.append(
            f"grey zone {fixed(zone['low_points'], 1)} to {fixed(zone['high_points'], 1)}: "
            f"{answer['passed']} pass, {answer['repeated']} repeat, {answer['failed']} fail"
        )
    _print([*lines, *answer["against"]])


def _print(lines: list[str]) -> None:
    console = results_console()
    for line in lines:
        console.print(line, markup=False, soft_wrap=True)


def _number(value: float) -> str:
    return fixed(value, 2)


def _within(interval: dict[str, float] | None) -> str:
    return (
        "" if interval is None else f"({fixed(interval['low'], 2)} to {fixed(interval['high'], 2)})"
    )
