"""`calibrate fit`: gain and curvature from a table of known forces."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from rig.cli.console import answer, answer_json, aside, remark_assumed
from rig.cli.options import Json

if TYPE_CHECKING:
    from calibration.fit import Fit

SCHEMA = "steadyhold.fit/1"

group = typer.Typer(
    help="From raw readings to newtons.", no_args_is_help=True, rich_markup_mode=None
)


def register(app: typer.Typer) -> None:
    """Add the group to the command line."""
    app.add_typer(group, name="calibrate")


@group.callback()
def calibrate() -> None:
    """From raw readings to newtons."""


@group.command("fit")
def fit(
    table: Annotated[Path, typer.Argument(metavar="TABLE.csv", help="One row for each load.")],
    x: Annotated[str | None, typer.Option("--x", help="Column of the readings.")] = None,
    y: Annotated[str | None, typer.Option("--y", help="Column of the known forces.")] = None,
    model: Annotated[Literal["line", "quadratic"], typer.Option(help="The curve.")] = "line",
    unit: Annotated[str, typer.Option(help="Unit of the known forces.")] = "N",
    save: Annotated[
        Path | None, typer.Option(help="Write a calibration file for `record --calibration`.")
    ] = None,
    json: Json = False,
) -> None:
    """Least-squares fit of a table: coefficients, their standard deviations, residuals."""
    from calibration.fit import fit_table
    from rig.cli.fit_table import read_fit_table

    read = read_fit_table(table, x, y)
    fitted = fit_table(read.x, read.y, model)
    if save is not None:
        _save(fitted, save, table.stem, unit)
    if json:
        answer_json(
            {
                "schema": SCHEMA,
                "source": str(table),
                "assumed": list(read.assumed),
                "x": read.x_name,
                "y": read.y_name,
                "model": model,
                "points": len(read.x),
                "coefficients": list(fitted.coefficients),
                "coefficient_sd": list(fitted.coefficient_sd),
                "residual_sd": fitted.residual_sd,
                "r_squared": fitted.r_squared,
                "residuals": list(fitted.residuals),
            }
        )
        return
    remark_assumed(read.assumed)
    _tell(fitted, read.x_name, read.y_name, len(read.x))


def _tell(fitted: "Fit", x_name: str, y_name: str, points: int) -> None:
    from rich.table import Table

    table = Table("term", "coefficient", "standard deviation", box=None, pad_edge=False)
    for power, (value, sd) in enumerate(
        zip(fitted.coefficients, fitted.coefficient_sd, strict=True)
    ):
        table.add_row(("1", "x", "x²")[power], f"{value:.15g}", f"{sd:.15g}")
    console = answer()
    console.print(f"{fitted.model}: {y_name} from {x_name}, {points} points")
    console.print(table)
    console.print(f"residual SD {fitted.residual_sd:.15g}, R² {fitted.r_squared:.6f}")
    worst = max(range(points), key=lambda at: abs(fitted.residuals[at]))
    console.print(f"worst point: row {worst + 2}, off by {fitted.residuals[worst]:.3g}")


def _save(fitted: "Fit", path: Path, name: str, unit: str) -> None:
    from calibration.fit import calibration_from_fit
    from rig.store.as_json import to_text

    made = datetime.now(UTC).isoformat(timespec="seconds")
    calibration = calibration_from_fit(
        fitted, identity=f"fit/{name}/{made}", device="", unit=unit, column=0, made_utc=made
    )
    path.write_text(to_text(calibration) + "\n", encoding="utf-8")
    aside().print(f"calibration written to {path}")
