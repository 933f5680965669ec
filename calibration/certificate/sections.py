"""The tables of a certificate: figures of merit, reference, fit, as found and as left, readings."""

from html import escape

from calibration.certificate.markup import Cells, of, sentence, table
from calibration.passport.document import CalibrationRow, Passport
from calibration.procedure.objection import kilograms
from calibration.values import GRADES
from firmware_bridge.rounding import fixed, signed, significant


def figures_section(passport: Passport) -> str:
    """Figures of merit, independent check, requirements of the grades."""
    figures = passport.figures
    rows = [
        ("linearity, of the largest load", of(figures.linearity_pct, "%")),
        ("repeatability, largest spread of runs", of(figures.repeatability_pct, "%")),
        ("hysteresis, falling minus rising", of(figures.hysteresis_pct, "%")),
        ("zero return", of(figures.zero_return_n, "N")),
        ("creep from 1 s to 60 s", of(figures.creep_pct, "%")),
        ("drift of the zero", of(figures.drift_n_per_min, "N/min")),
        ("eccentric load, centre to edge", of(figures.eccentric_pct, "%")),
        ("residual standard deviation", of(figures.residual_sd_n, "N")),
        ("lower limit factor, 2.4 residual SD", of(figures.llf_n, "N")),
        ("resolution; lowest usable force",
         f"{of(figures.resolution_n, 'N')}; {of(figures.usable_n, 'N')}"),
        ("noise of one sample", of(figures.noise_n, "N rms")),
    ]  # fmt: skip
    checks = [
        (
            " + ".join(c.stack),
            fixed(c.force_n, 3),
            fixed(c.reading_n, 3),
            signed(c.error_n, 3),
        )
        for c in figures.checks
    ]
    head = ("check weight", "force / N", "reading / N", "error / N")
    body = table(head, checks, "num") if checks else "<p>No independent weight was read.</p>"
    earned = passport.grade.grade
    asked = GRADES if earned == "none" else GRADES[: GRADES.index(earned) + 1]
    findings = [
        (f.grade, f.name, f.words, "met" if f.met else "not met")
        for f in passport.grade.findings
        if f.grade in asked
    ]
    return (
        f"<section><h2>Figures of merit</h2>{table(('figure', 'value'), rows, 'num')}"
        f"<h3>Independent check</h3>{body}"
        "<h3>Requirements of the grades</h3>"
        f"{table(('grade', 'requirement', 'finding', ''), findings, 'grades')}"
        f"<p>{escape(passport.decision_rule)}</p></section>"
    )


def reference_section(passport: Passport) -> str:
    """Masses, gravity, buoyancy."""
    masses = [
        (
            mass.id + (" (check)" if mass.for_check else ""),
            f"{significant(mass.kg, 6)} kg",
            f"{significant(mass.u_kg * 1e6, 3)} mg",
            mass.accuracy_class or "none",
            mass.certificate or "none",
        )
        for mass in passport.masses
    ]
    gravity = passport.gravity
    return (
        "<section><h2>Reference</h2>"
        f"{table(('mass', 'value', 'u (k = 1)', 'class', 'certificate'), masses, 'num')}"
        f"<p>Gravity {fixed(gravity.m_per_s2, 5)} ± {fixed(2.0 * gravity.u_m_per_s2, 5)} m/s² (k "
        f"= 2), {escape(gravity.how)}. Buoyancy in air of {passport.air_kg_per_m3:g} kg/m³. "
        "Force F = m g (1 − air / density).</p></section>"
    )


def fit_section(passport: Passport) -> str:
    """Law, coefficients and covariance."""
    fit, calibration = passport.fit, passport.calibration
    # Passports of power laws made before their covariance was kept have none.
    sd = [significant(row[k] ** 0.5, 3) for k, row in enumerate(fit.covariance)]
    sd += ["not kept"] * (len(fit.coefficients) - len(sd))
    terms = [
        (f"b{k}", f"{value:.12g}", sd[k - 1]) for k, value in enumerate(fit.coefficients, start=1)
    ]
    covariance = "".join(
        f"<p>Covariance, row {row}: {', '.join(f'{significant(value, 6)}' for value in values)}</p>"
        for row, values in enumerate(fit.covariance, start=1)
    )
    free = ""
    if fit.free_constant_n is not None:
        free = f"<p>Constant of a line left free: {signed(fit.free_constant_n, 4)} N.</p>"
    law = {
        "line": "F = b1 d, with d = reading minus zero",
        "quadratic": "F = b1 d + b2 d², with d = reading minus zero",
        "power": "log F = b1 + b2 log(r / (full scale − r)), further terms: changes of exponent",
    }[fit.law]
    return (
        f"<section><h2>Fit</h2><p>{escape(law)}. {escape(sentence(fit.reason))}.</p>"
        f"{table(('term', 'value', 'standard deviation'), terms, 'num')}{covariance}{free}"
        f"<p>At run time: gain {calibration.gain_per_raw:.12g} N per unit, curvature "
        f"{calibration.curvature_per_raw2:.12g} N per unit². "
        f"Residual standard deviation {fixed(fit.residual_sd_n, 4)} N.</p></section>"
    )


def found_and_left_section(passport: Passport) -> str:
    """Errors under the calibration before and under this one."""
    found = {c.stack: c for c in passport.as_found}
    rows = [
        (
            " + ".join(left.stack),
            fixed(left.force_n, 3),
            signed(found[left.stack].error_n, 3) if left.stack in found else "–",
            signed(left.error_n, 3),
        )
        for left in passport.as_left
    ]
    before = (
        f"As found under the calibration before (passport {passport.as_found_sha256[:16]})."
        if passport.as_found_sha256
        else "No passport came before this one, so nothing was found to be off."
    )
    if passport.as_found and not passport.as_found_sha256:
        before = "As found under a calibration without a passport."
    head = ("load", "force / N", "error as found / N", "error as left / N")
    return (
        f"<section><h2>As found, as left</h2><p>{escape(before)}</p>"
        f"{table(head, rows, 'num')}</section>"
    )


def readings_section(passport: Passport) -> str:
    """Every reading under load."""
    head = ("step", "mass", "force / N", "u / N", "raw", "zero", "reading / N", "error / N")
    rows = [_reading_cells(passport, row) for row in passport.rows]
    return f"<section><h2>Readings</h2>{table(head, rows, 'num small')}</section>"


def _reading_cells(passport: Passport, row: CalibrationRow) -> Cells:
    reading = row.reading
    masses = {mass.id: mass.kg for mass in passport.masses}
    kg = sum(masses[each] for each in reading.stack)
    if reading.kind == "load":
        step = f"run {reading.run} {'rising' if reading.leg == 'up' else 'falling'}"
    else:
        step = f"{reading.kind} {reading.position if reading.kind == 'edge' else ''}".strip()
    return (
        step + (" (accepted against an objection)" if reading.forced else ""),
        kilograms(kg),
        fixed(row.force_n, 3),
        fixed(row.u_n, 4),
        fixed(reading.raw, 1),
        fixed(row.zero_raw, 1),
        fixed(row.shown_n, 3),
        signed(row.shown_n - row.force_n, 3),
    )
