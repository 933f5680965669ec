"""What every report has around its tables: head, method, what it rests on, what it is not."""

from html import escape
from typing import Final

from calibration.certificate.markup import pairs
from calibration.certificate.style import CSS
from rig.engine.numbers import Engine
from rig.school.marks.practice import PROVISIONAL_PASS_MARK
from rig.school.reports.report import ReportHead

METHOD: Final = (
    "Points are the score of the sensor, 0 to 100: of practice the mean over the repetitions of "
    "the last finished set of a day. The ± beside them is the error of the sensor (95 %, k = 2); "
    "how a hand varies from press to press is not in it. A mark within its error bar of the pass "
    "mark is to be repeated, never below it; so is one whose error bar is not known. The pass "
    f"mark is that of the protocol, else {PROVISIONAL_PASS_MARK:g}, which is provisional and not "
    "validated for your school. Where an instructor changed a mark, what was measured stands "
    "beside it. No learned model takes part in a mark."
)
TRAINING_AID: Final = (
    "Steadyhold is a training aid, not a medical device. This report says how somebody pressed a "
    "pad. It diagnoses nobody and judges no treatment."
)


def report_html(title: str, lead: str, head: ReportHead, sections: str) -> str:
    """A whole page, which needs nothing else.

    Args:
        title: of the report, plain text.
        lead: the line under it, plain text.
        head: what the report says of itself.
        sections: HTML between the head and the method.
    """
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(title)}</title><style>{CSS}"
        '@page{@bottom-left{content:"Steadyhold, a training aid"}}'
        "table.small td:first-child{min-width:32mm}</style>"
        "</head><body><main>"
        f'<header><p class="mark">Steadyhold</p><h1>{escape(title)}</h1>'
        f'<p class="lead">{escape(lead)}</p></header>{sections}{_foot(head)}</main></body></html>'
    )


def section(title: str, content: str) -> str:
    """HTML under a heading."""
    return f"<section><h2>{escape(title)}</h2>{content}</section>"


def paragraph(text: str) -> str:
    """Plain text as a paragraph."""
    return f"<p>{escape(text)}</p>"


def class_line(head: ReportHead) -> str:
    """Class, term and the day the report was made."""
    return " · ".join(filter(None, (head.class_title, head.term, f"made {head.made}")))


def engine_message(engine: Engine) -> str:
    """The numbers of an engine, to be read."""
    return f"finder {engine.finder}, metrics {engine.metrics}, score {engine.score}"


def _foot(head: ReportHead) -> str:
    many = head.chain_entries
    entries = "1 entry" if many == 1 else f"{many} entries"
    rows = [
        ("Made", f"{head.made}, by {head.software}"),
        ("Trail of marks", f"{entries} in the whole record; the last has the SHA-256"),
        ("", head.chain_sha256),
    ]
    return (
        section("Method", paragraph(METHOD))
        + section("What it rests on", pairs(rows))
        + f'<p class="foot"><strong>{escape(TRAINING_AID)}</strong></p>'
    )
