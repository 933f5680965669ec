"""`calibrate fit`: a curve through a table of known forces."""

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from firmware_bridge.rounding import fixed, significant
from rig.cli.console import answer_json, remark_assumed, remarks_console, results_console
from rig.cli.options import Json, number_option

if TYPE_CHECKING:
    from calibration.fit.curves import Fit
    from calibration.fit.power import PowerFit
    from calibration.procedure.reference import Gravity
    from calibration.values import Calibration
    from rig.cli.calibrate.fit_table import FitTable

SCHEMA = "steadyhold.fit/1"
Model = Literal["line", "quadratic", "power"]


def fit(
    table: Annotated[Path, typer.Argument(metavar="TABLE.csv", help="One row for each load.")],
    x: Annotated[str | None, typer.Option("--x", help="Column of the readings.")] = None,
    y: Annotated[str | None, typer.Option("--y", help="Column of the known forces.")] = None,
    model: Annotated[Model, typer.Option(help="The curve; power for force-sensing resistors.")] = (
        "line"
    ),
    full_scale: Annotated[
        float | None,
        number_option(
            "--full-scale", help="For power: reading of a divider at full supply, 1023 for 10 bits."
        ),
    ] = None,
    unit: Annotated[
        str | None,
        typer.Option(help="Unit of the known forces or masses; else by the name of their column."),
    ] = None,
    gravity: Annotated[
        float | None,
        number_option("--gravity", help="Where masses were laid on, in m/s²."),
    ] = None,
    save: Annotated[
        Path | None, typer.Option(help="Write a calibration file for `record --calibration`.")
    ] = None,
    json: Json = False,
) -> None:
    """Least-squares fit of a table: coefficients, their standard deviations, residuals."""
    from rig.cli.calibrate.fit_table import read_fit_table

    read = read_fit_table(table, x, y, unit, _gravity(gravity))
    if full_scale is not None and model != "power":
        raise typer.BadParameter("belongs to --model power", param_hint="--full-scale")
    fitted = _fitted(read, model, full_scale or 0.0)
    far = _far(fitted, read)
    if save is not None:
        _refuse(read, far)
        _save(fitted, save, table.stem)
    if json:
        answer_json(
            {
                "schema": SCHEMA,
                "source": str(table),
                "assumed": list(read.assumed),
                "x": read.x_name,
                "y": read.y_name,
                "unit": read.unit or None,
                "model": model,
                "points": len(read.x),
                **_figures(fitted, read),
                "far": far or None,
            }
        )
        return
    remark_assumed(read.assumed)
    _tell(fitted, read)
    if far:
        remarks_console().print(f"{far}; such a fit is not saved", soft_wrap=True)


def _gravity(m_per_s2: float | None) -> "Gravity | None":
    from calibration.procedure.reference import given_gravity

    return None if m_per_s2 is None else given_gravity(m_per_s2, 0.0, "by the operator")


def _far(fitted: "Fit | PowerFit", read: "FitTable") -> str:
    """What is wrong with the row farthest from the curve; empty where it is near enough."""
    from calibration.fit.far_rows import far_row, far_row_of_power
    from calibration.fit.power import PowerFit

    if isinstance(fitted, PowerFit):
        return far_row_of_power(fitted, read.x, read.y, read.lines)
    return far_row(fitted, read.x, read.y, read.lines)


def _refuse(read: "FitTable", far: str) -> None:
    """Refuse what would make false newtons.

    Raises:
        FitRejectedError: a row lies too far from the curve, or its values are no forces.
    """
    from calibration.errors import FitRejectedError

    if far:
        raise FitRejectedError(far, "correct the row or leave it out, then save")
    if read.unit not in ("", "N"):
        raise FitRejectedError(
            f"column {read.y_name!r} is in {read.unit}, which is no force",
            "name the column of the known forces with --y and that of the readings with --x",
        )


def _fitted(read: "FitTable", model: Model, full_scale_raw: float) -> "Fit | PowerFit":
    from calibration.fit.curves import fit_table
    from calibration.fit.power import fit_power

    if model == "power":
        return fit_power(read.x, read.y, full_scale_raw)
    return fit_table(read.x, read.y, model)


def _figures(fitted: "Fit | PowerFit", read: "FitTable") -> dict[str, object]:
    """What JSON says of a fit; of a power law the coefficients are those of the log-log plane."""
    from calibration.fit.power import PowerFit

    if not isinstance(fitted, PowerFit):
        return {
            "coefficients": list(fitted.coefficients),
            "coefficient_sd": list(fitted.coefficient_sd),
            "residual_sd": fitted.residual_sd,
            "r_squared": fitted.r_squared,
            "residuals": list(fitted.residuals),
        }
    return {
        "coefficients": list(fitted.logs),
        "coefficient_sd": list(fitted.logs_sd),
        "relative_sd_frac": fitted.relative_sd_frac,
        "residuals": list(fitted.residuals),
        "used_rows": [read.lines[row] for row in fitted.used],
        "covariance": [list(row) for row in fitted.covariance],
        "full_scale_raw": fitted.full_scale_raw,
        "turn_on": fitted.turn_on,
        "largest": fitted.largest,
        "pieces": [asdict(piece) for piece in fitted.pieces],
    }


def _tell(fitted: "Fit | PowerFit", read: "FitTable") -> None:
    from calibration.fit.power import PowerFit

    if isinstance(fitted, PowerFit):
        _tell_power(fitted, read)
    else:
        _tell_polynomial(fitted, read)


def _tell_polynomial(fitted: "Fit", read: "FitTable") -> None:
    from rich.table import Table

    table = Table("term", "coefficient", "standard deviation", box=None, pad_edge=False)
    for power, (value, sd) in enumerate(
        zip(fitted.coefficients, fitted.coefficient_sd, strict=True)
    ):
        table.add_row(("1", "x", "x²")[power], f"{value:.15g}", f"{sd:.15g}")
    points, console = len(read.x), results_console()
    console.print(f"{fitted.model}: {_what(read)} from {read.x_name}, {points} points")
    console.print(table)
    console.print(f"residual SD {fitted.residual_sd:.15g}, R² {fixed(fitted.r_squared, 6)}")
    worst = max(range(points), key=lambda at: abs(fitted.residuals[at]))
    off = f"{significant(fitted.residuals[worst], 3)}{_unit(read)}"
    console.print(f"worst point: row {read.lines[worst]}, off by {off}")


def _tell_power(fitted: "PowerFit", read: "FitTable") -> None:
    from rich.table import Table

    table = Table("from", "to", "factor", "exponent", box=None, pad_edge=False)
    for piece in fitted.pieces:
        numbers = (piece.from_raw, piece.to_raw, piece.factor, piece.exponent)
        table.add_row(*(significant(number, 6) for number in numbers))
    ratio = "x / (full scale - x)" if fitted.full_scale_raw else "x"
    console = results_console()
    console.print(
        f"power: {_what(read)} = factor r^exponent with r = {ratio}, {len(fitted.used)} points"
    )
    console.print(table)
    console.print(
        f"scatter {significant(100 * fitted.relative_sd_frac, 2)} % of the force; below "
        f"{fitted.turn_on:g} it reads nothing, above {fitted.largest:g} only that it is more"
    )
    worst = max(range(len(fitted.used)), key=lambda at: abs(fitted.residuals[at]))
    row, off = read.lines[fitted.used[worst]], fitted.residuals[worst]
    console.print(f"worst point: row {row}, off by {significant(off, 3)}{_unit(read)}")


def _what(read: "FitTable") -> str:
    """What the curve gives: the column by its name, or the force that was made of it."""
    return f"newtons (column {read.y_name!r})" if read.unit == "N" else read.y_name


def _unit(read: "FitTable") -> str:
    return f" {read.unit}" if read.unit else ""


def _save(fitted: "Fit | PowerFit", path: Path, name: str) -> None:
    from calibration.values import CALIBRATION_FORMAT
    from rig.json_values import to_text

    made = datetime.now(UTC).isoformat(timespec="seconds")
    calibration = _calibration(fitted, f"fit/{name}/{made}", made)
    path.write_text(to_text(calibration, CALIBRATION_FORMAT) + "\n", encoding="utf-8")
    remarks_console().print(f"calibration written to {path}")


def _calibration(fitted: "Fit | PowerFit", identity: str, made_utc: str) -> "Calibration":
    from calibration.fit.curves import calibration_from_fit
    from calibration.fit.power import PowerFit, calibration_from_power

    if isinstance(fitted, PowerFit):
        return calibration_from_power(
            fitted, identity=identity, device="", unit="N", column=0, made_utc=made_utc
        )
    return calibration_from_fit(
        fitted, identity=identity, device="", unit="N", column=0, made_utc=made_utc
    )
