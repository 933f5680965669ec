"""What the calibration is worth: certified fits, real tables, and cells whose truth is known.

    python -m benchmarks.passports [--cells 500] [--data FOLDER] [--charts FOLDER]
                                   [--full-procedures 5]

FOLDER of the data holds the tables `cal_*.csv`; without it only the cells are tried. With --charts
the residuals of each table are drawn as SVG into that folder.
"""

import argparse
import json
import statistics
import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from calibration.certificate.chart import Chart, Series, svg_of
from calibration.fit.choice import fit_through_zero
from calibration.fit.curves import fit_table
from calibration.fit.power import fit_power, force_at
from calibration.passport.tables import TableReport, report_of_table
from calibration.uncertainty.budget import Budget
from firmware_bridge.sim.virtual_cell import creep_between_frac
from tests.calibration.bench import GOOD, Bench, calm, usual_setup
from tests.calibration.trials import RESULTS, score, trial, use

GRAVITY = 9.80665
Residuals = tuple[str, np.ndarray, np.ndarray]
COLOURS = ("#0b5cad", "#b3470b", "#2e7d32", "#7b3fa0", "#66737f")


def digits(found: float, certified: float) -> float:
    """Logarithm of the relative error: how many digits agree."""
    return 16.0 if found == certified else -np.log10(abs(found - certified) / abs(certified))


def certified(folder: Path) -> None:
    """Digits that agree with the certified load cell of NIST."""
    data = np.loadtxt(folder / "cal_nist_pontius_load_cell.csv", delimiter=",", skiprows=1)
    values = json.loads((folder / "cal_nist_pontius_load_cell.json").read_text())
    values = values["reference_values"]
    fit = fit_table(data[:, 0], data[:, 1], "quadratic")
    pairs = [(fit.coefficients[k], values[f"b{k}"]) for k in range(3)]
    pairs += [(fit.coefficient_sd[k], values[f"sd_b{k}"]) for k in range(3)]
    pairs.append((fit.residual_sd, values["residual_sd"]))
    print("NIST StRD Pontius, correct digits (b0-b2, their SDs, residual SD):")
    print("  " + " ".join(f"{digits(*pair):.1f}" for pair in pairs))


def spark(errors: np.ndarray, width: int = 41) -> list[str]:
    """Residuals as lines of text, one for each row, zero in the middle."""
    largest = float(np.max(np.abs(errors))) or 1.0
    lines = []
    for error in errors:
        at = round((width - 1) / 2 * (1.0 + error / largest))
        row = [" "] * width
        row[(width - 1) // 2] = "|"
        row[at] = "o"
        lines.append("".join(row))
    return lines


def tell(title: str, report: TableReport, known_n: np.ndarray, errors: np.ndarray) -> None:
    """One table: figures, residuals as a picture, the grade and its reasons."""
    figures = report.figures
    print(f"\n{title}")
    spread = figures.repeatability_pct
    print(
        f"  residual SD {figures.residual_sd_n:.4g} N, linearity {figures.linearity_pct:.2f} %, "
        f"LLF {figures.llf_n:.4g} N, repeatability "
        + ("not measured" if spread is None else f"{spread:.2f} %")
    )
    for known, line, error in zip(known_n, spark(errors), errors, strict=True):
        print(f"  {known:10.3f} N {line} {error:+9.4f}")
    print(f"  earns: {report.result.grade}; at best, were the rest measured: {report.at_best}")
    for reason in report.result.reasons:
        print(f"    {reason}")
    for check in figures.checks:
        print(f"    worst row: {check.force_n:.2f} N reads {check.reading_n:.2f} N")


def draw(path: Path, description: str, unit: str, sets: list[Residuals]) -> None:
    """Residuals as a picture: for each set its name, (n,) known values and (n, repeats) errors."""
    series = []
    for (name, known, errors), colour in zip(sets, COLOURS, strict=False):
        there = np.isfinite(errors)
        across = np.broadcast_to(known[:, None], errors.shape)[there]
        series.append(
            Series(
                name, tuple(across.tolist()), tuple(errors[there].tolist()), colour, "dot", False
            )
        )
    axes = (f"known force / {unit}", f"residual / {unit}")
    picture = svg_of(Chart(*axes, description, tuple(series)))
    # A page may be dark; ink is dark too.
    white = '</title><rect width="100%" height="100%" fill="#fff"/>'
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(picture.replace("</title>", white, 1) + "\n", encoding="utf-8")


def tables(folder: Path, charts: Path | None) -> None:
    """Every real table of the folder, told and, where a folder for charts is given, drawn."""
    grip = np.loadtxt(folder / "cal_grip_sensor_reference_weights.csv", delimiter=",", skiprows=1)
    grip = grip[np.argsort(grip[:, 0])]
    for title, keep in (
        ("Grip sensor, 21 weights, three readings", np.ones_like(grip[:, 1:], dtype=bool)),
        ("Grip sensor without the reading of 59.0 kg at 50 kg", grip[:, 1:] != 59.0),
    ):
        known = np.repeat(grip[:, 0], 3) * GRAVITY
        read = grip[:, 1:].ravel() * GRAVITY
        used = keep.ravel()
        choice = fit_through_zero(read[used], known[used])
        shown = read * choice.solution.coefficients[0]
        if choice.quadratic:
            shown = shown + read**2 * choice.solution.coefficients[1]
        shown = np.where(used, shown, np.nan).reshape(-1, 3)
        known_n = grip[:, 0] * GRAVITY
        report = report_of_table(known_n, shown, 1 + choice.quadratic, is_power=False, at_n=25.0)
        tell(title, report, known_n, np.nanmean(shown, axis=1) - known_n)
        print(f"  {choice.reason}")
        if charts is not None and np.all(keep):
            words = "Grip sensor: residuals of a line through the zero, every reading"
            draw(charts / "grip.svg", words, "N", [("", known_n, shown - known_n[:, None])])
    resistors = []
    fsr = np.genfromtxt(folder / "cal_fsr_adc_vs_mass.csv", delimiter=",", skip_header=1)
    for column in range(1, fsr.shape[1]):
        there = np.isfinite(fsr[:, column])
        raw, known_n = fsr[there, column], fsr[there, 0] * 1e-3 * GRAVITY
        fit = fit_power(raw, known_n, 1023.0)
        used = np.array(fit.used)
        shown = np.array([force_at(fit, value) for value in raw[used]])
        report = report_of_table(
            known_n[used], shown[:, None], len(fit.logs), is_power=True, at_n=min(25.0, fit.largest)
        )
        resistors.append((f"FSR {column}", known_n[used], (shown - known_n[used])[:, None]))
        tell(f"Force-sensing resistor {column}", report, known_n[used], shown - known_n[used])
        pieces = ", ".join(
            f"{p.factor:.3f} r^{p.exponent:.2f} for counts {p.from_raw:.0f}-{p.to_raw:.0f}"
            for p in fit.pieces
        )
        print(
            f"  F = {pieces}; r = c / (1023 - c); turn-on {fit.turn_on:.2f} N, largest "
            f"{fit.largest:.2f} N; scatter {100 * fit.relative_sd_frac:.1f} % of the force"
        )
    if charts is not None:
        words = "Five force-sensing resistors: residuals of the power law of each"
        draw(charts / "resistors.svg", words, "N", resistors)
    pontius = np.loadtxt(folder / "cal_nist_pontius_load_cell.csv", delimiter=",", skiprows=1)
    choice = fit_through_zero(pontius[:, 1], pontius[:, 0])
    design = np.stack((pontius[:, 1], pontius[:, 1] ** 2), axis=1)[
        :, : len(choice.solution.coefficients)
    ]
    shown = (design @ choice.solution.coefficients).reshape(2, 20).T
    known_n = pontius[:20, 0]
    report = report_of_table(known_n, shown, 1 + choice.quadratic, is_power=False, at_n=known_n[9])
    tell("NIST load cell (units of the set)", report, known_n, np.mean(shown, axis=1) - known_n)
    print(f"  {choice.reason}")
    if charts is not None:
        words = "NIST load cell Pontius: residuals of the quadratic through the zero, both runs"
        draw(
            charts / "pontius.svg",
            words,
            "unit of the set",
            [("", known_n, shown - known_n[:, None])],
        )


def cells(count: int) -> None:
    """Coverage of force and score over cells whose truth is known."""
    began = time.perf_counter()
    inside, ratios, scores, grades = [], [], [], []
    for seed in range(count):
        one = trial(seed)
        grades.append(one.passport.grade.grade)
        budget = Budget(one.passport.budget, one.passport.assumed)
        for _ in range(4):
            force_n, error_n = use(one)
            expanded_n = budget.expanded_n(force_n)
            inside.append(abs(error_n) <= expanded_n)
            ratios.append(2.0 * error_n / expanded_n)
        scores.append(score(one, draws=200 if seed < 10 else 0))
    print(f"\n{count} cells, four readings and one scored press of each")
    print(
        f"  force: inside U (k = 2) {100 * np.mean(inside):.1f} %, error / u {np.std(ratios):.2f}"
    )
    counted = {grade: grades.count(grade) for grade in ("R", "T", "C", "none")}
    print(f"  grades: {counted}")
    true, measured = (np.array([getattr(s, k) for s in scores]) for k in ("true", "measured"))
    expanded = np.array([s.expanded for s in scores])
    for k, name in enumerate(RESULTS):
        off = np.abs(measured[:, k] - true[:, k])
        covered = np.mean(off <= expanded[:, k] + 1e-9)
        print(
            f"  {name}: inside U {100 * covered:.1f} %, rms error "
            f"{np.sqrt(np.mean(off**2)):.3g}, median U {np.median(expanded[:, k]):.3g}"
        )
    drawn = np.array([s.drawn_sd for s in scores[:10]])
    first = expanded[:10] / 2.0
    print("  first order / Monte Carlo (200 draws), median of ten presses:")
    for k, name in enumerate(RESULTS):
        good = drawn[:, k] > 1e-6
        if np.any(good):
            print(f"    {name}: {np.median(first[good, k] / drawn[good, k]):.2f}")
    print(f"  took {time.perf_counter() - began:.0f} s")


def recovered(count: int) -> None:
    """Figures of merit of calm cells against what was built in."""
    off: dict[str, list[float]] = {}
    for seed in range(count):
        chance = np.random.default_rng((seed, 7))
        truth = calm(
            GOOD, bend_frac=0.0, hysteresis_frac=chance.uniform(0.001, 0.01),
            creep_frac=chance.uniform(0.001, 0.01), drift_n_per_min=chance.uniform(-0.02, 0.02),
            noise_n=chance.uniform(0.005, 0.02), edge_frac=chance.uniform(0.002, 0.02),
            seat_frac=1e-5, wander_n=0.001,
        )  # fmt: skip
        figures = trial(seed, truth).passport.figures
        pairs = {
            "creep / %": (figures.creep_pct, 100 * creep_between_frac(truth, 1.0, 59.5)),
            "drift / N/min": (figures.drift_n_per_min, truth.drift_n_per_min),
            "noise / N": (figures.noise_n, truth.noise_n),
            "eccentric / %": (figures.eccentric_pct, 100 * truth.edge_frac),
        }
        for name, (found, built) in pairs.items():
            off.setdefault(name, []).append(abs(found - built))
    print(f"\nFigures of merit of {count} calm cells: median and largest distance from the truth")
    for name, values in off.items():
        print(f"  {name}: {statistics.median(values):.4f}, {max(values):.4f}")


def full_procedures(count: int) -> None:
    """The whole state machine, sample by sample."""
    began = time.perf_counter()
    samples = 0.0
    for seed in range(count):
        bench = Bench(usual_setup(), seed=seed)
        bench.do_until()
        samples += bench.cell.t_s * bench.cell.rate_hz
    took_s = time.perf_counter() - began
    print(
        f"\n{count} guided calibrations sample by sample: {took_s / count:.2f} s each, "
        f"{samples / took_s / 1000:.0f} thousand samples a second"
    )


def main() -> None:
    """Read the options and print everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cells", type=int, default=500)
    parser.add_argument("--full-procedures", type=int, default=5)
    parser.add_argument("--data", type=Path, default=None)
    parser.add_argument("--charts", type=Path, default=None)
    asked = parser.parse_args()
    if asked.data is not None:
        certified(asked.data)
        tables(asked.data, asked.charts)
    full_procedures(asked.full_procedures)
    recovered(min(asked.cells, 50))
    cells(asked.cells)


if __name__ == "__main__":
    main()
