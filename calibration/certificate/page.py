"""A passport as a certificate for people: one HTML page that prints well and needs nothing else.

Content after ISO/IEC 17025:2017, 7.8.2 and 7.8.4 (list in the domain model 7.7).
"""

from html import escape

from calibration.certificate.charts import creep_chart, hysteresis_chart, residual_chart
from calibration.certificate.markup import day, pairs, sentence, table
from calibration.certificate.sections import (
    figures_section,
    fit_section,
    found_and_left_section,
    readings_section,
    reference_section,
)
from calibration.certificate.style import CSS
from calibration.passport.document import Passport, grade_message
from calibration.passport.grades import LIMITS
from firmware_bridge.rounding import fixed


def certificate_html(passport: Passport) -> str:
    """The certificate of a passport, complete and self-contained."""
    body = "".join(
        (
            _head(passport),
            _result(passport),
            _item(passport),
            _uncertainty(passport),
            figures_section(passport),
            _curves(passport),
            reference_section(passport),
            fit_section(passport),
            found_and_left_section(passport),
            _foot(passport),
            readings_section(passport),
        )
    )
    # The running foot of printed pages names the certificate: paper gets separated.
    naming = f'@page{{@bottom-left{{content:"Certificate {_css(passport.id)}, not accredited"}}}}'
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>Calibration certificate {escape(passport.id)}</title>"
        f"<style>{CSS}{naming}</style></head><body><main>{body}</main></body></html>"
    )


def _css(text: str) -> str:
    return "".join(each if each.isalnum() or each in "-_. " else "_" for each in text)


def _head(passport: Passport) -> str:
    return (
        '<header><p class="mark">Steadyhold</p><h1>Calibration certificate</h1>'
        f'<p class="lead">No. {escape(passport.id)} · {day(passport.made_utc)} · '
        "<strong>not accredited</strong> · valid only for this item</p></header>"
    )


def _result(passport: Passport) -> str:
    grade = passport.grade
    at = next(a for a in passport.at_force if a.force_n == grade.band_at_n)
    due = day(passport.due_utc) if passport.due_utc else "no due date: no grade was earned"
    use = LIMITS[grade.grade].use if grade.grade != "none" else "practice only"
    reasons = "".join(f"<li>{escape(reason)}</li>" for reason in grade.reasons)
    almost = f"<p>{escape(grade.almost)}</p>" if grade.almost else ""
    return (
        f'<section class="result"><p class="grade" aria-hidden="true">{_letter(grade.grade)}</p>'
        f"<div><h2>{escape(sentence(grade_message(grade.grade)))}</h2>"
        f"<p>For {escape(use)}.</p><p>A reading of {fixed(at.force_n, 1)} N is uncertain by "
        f"<strong>± {fixed(at.expanded_n, 2)} N</strong> (k = 2, about 95 %). "
        f"Use no band narrower than ± {fixed(grade.band_pct, 1)} %.</p>"
        f"<p>Calibrate again by: <strong>{escape(due)}</strong></p>"
        f"{f'<ul>{reasons}</ul>' if reasons else ''}{almost}</div></section>"
    )


def _letter(grade: str) -> str:
    return "–" if grade == "none" else grade


def _item(passport: Passport) -> str:
    item, about = passport.item, passport.about
    simulated = " (simulated: no sensor was involved)" if item.simulated else ""
    rows = [
        ("Item", f"{item.title}{simulated}"),
        ("Serial", item.identity or "none"),
        ("Kind, channel", f"{item.kind}, {item.channel}, readings in {item.unit}"),
        ("Rate, settling", f"{item.rate_hz:g} Hz, {fixed(item.settling_s * 1e3, 0)} ms"),
        ("Firmware, gain", item.firmware or "not told by the device"),
        ("Laboratory", about.laboratory or "not given"),
        ("Place", about.place or "not given"),
        ("Calibrated by", about.person or "not given"),
        ("Date (UTC)", passport.made_utc[:16].replace("T", " ")),
        ("Air", _air(passport)),
        ("Method", _method(passport)),
    ]
    if passport.device_scale is not None:
        scale = passport.device_scale
        rows.append(("Device's own scale", f"{scale.text}. {scale.words}"))
    if about.remark:
        rows.append(("Remark", about.remark))
    return f"<section><h2>Item and conditions</h2>{pairs(rows)}</section>"


def _air(passport: Passport) -> str:
    about, span = passport.about, passport.figures.temperature_degc
    warmth = "temperature not read"
    if span is not None:
        warmth = f"sensor {fixed(span[0], 1)} to {fixed(span[1], 1)} °C"
    elif about.temperature_degc is not None:
        warmth = f"room {fixed(about.temperature_degc, 1)} °C"
    damp = "" if about.humidity_pct is None else f", humidity {fixed(about.humidity_pct, 0)} %"
    return f"{warmth}{damp}"


def _method(passport: Passport) -> str:
    done = passport.procedure
    words = (
        f"{done.version}, {done.plan} plan, dead weights, warm-up "
        f"{fixed(done.warm_up_s / 60.0, 0)} min"
    )
    if done.skipped:
        words += f"; left out: {', '.join(done.skipped)}"
    if done.replaced:
        words += f"; {len(done.replaced)} readings repeated (kept in the passport)"
    return words


def _uncertainty(passport: Passport) -> str:
    at = [
        (fixed(a.force_n, 2), fixed(a.u_n, 3), f"± {fixed(a.expanded_n, 3)}",
         f"{fixed(100.0 * a.expanded_n / a.force_n, 2)} %")
        for a in passport.at_force
    ]  # fmt: skip
    example = passport.grade.band_at_n
    parts = [
        (
            part.name,
            part.kind,
            part.shape,
            f"{fixed((part.absolute_n**2 + (part.relative_frac * example) ** 2) ** 0.5, 4)}",
            part.source,
        )
        for part in passport.budget
    ]
    return (
        "<section><h2>Uncertainty</h2>"
        "<p>Expanded uncertainty of a force averaged over one second, coverage factor k = 2.</p>"
        f"{table(('force / N', 'u / N', 'U (k = 2) / N', 'U / force'), at, 'num')}"
        f"<h3>Budget at {fixed(example, 1)} N</h3>"
        f"{table(('part', 'type', 'distribution', 'u / N', 'from'), parts, 'budget')}</section>"
    )


def _curves(passport: Passport) -> str:
    charts = [
        ("Residuals", residual_chart(passport)),
        ("Hysteresis loop, deviation from the fit", hysteresis_chart(passport)),
    ]
    if passport.creep:
        charts.append(("Creep under the largest load", creep_chart(passport)))
    figures = "".join(
        f"<figure><figcaption>{escape(title)}</figcaption>{svg}</figure>" for title, svg in charts
    )
    return f"<section><h2>Curves</h2>{figures}</section>"


def _foot(passport: Passport) -> str:
    statements = "".join(f"<p>{escape(each)}</p>" for each in passport.statements)
    return (
        f'<section class="foot"><h2>Statements</h2>{statements}'
        f'<p class="sign">Authorised by {escape(passport.about.authoriser)}</p>'
        f'<p class="digest">Passport {escape(passport.schema)}, SHA-256 '
        f"<code>{escape(passport.sha256)}</code>, made by {escape(passport.software)}. "
        "Recompute it over the canonical JSON (RFC 8785) without the key sha256.</p></section>"
    )
