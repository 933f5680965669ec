"""What it is for, how marks come about, whose data it has: the short form of docs/law.md."""

from dash import html
from dash.development.base_component import Component

from dashboard.hub_json import HubClient
from dashboard.page import Page
from dashboard.shell import page_head
from rig.school.roles import EVERYBODY_KNOWN

PARTS = (
    (
        "What it is for",
        (
            "Steadyhold is a training aid. It shows and scores how evenly a force is held on a "
            "pad. It is not a medical device: it examines, diagnoses, treats and monitors nobody.",
            "A score says nothing about anybody's health. On a person, what is measured is the "
            "force of the student's hand.",
        ),
    ),
    (
        "Marks",
        (
            "A score is arithmetic on the recorded force, with a published formula. No learned "
            "model ever takes part in a mark.",
            "A person gives the mark. An instructor can put their own in its place, with a reason "
            "that is kept; in an exam they mark before they see the score.",
            "A pass mark of 75 is provisional and not validated for your school.",
            "If you disagree, write a note on the page Marks, or ask for a second look on the "
            "page Exams. Nothing you write changes or removes what is there.",
        ),
    ),
    (
        "Your data",
        (
            "Recorded are the force on the pad, its times, your name or pseudonym, and your marks. "
            "No photo, no sound, no place. Nothing leaves the school's computer.",
            "The school decides what is kept and for how long, and answers for it. Where the GDPR "
            "holds it is the controller; where FERPA holds these are education records.",
            "You may see all that is kept of you: the pages Sessions, Marks and Hours have it, and "
            "your instructor can give it to you as files. Ask them, too, to correct it or to "
            "forget you: then your name, PIN and words are gone, and no recording leads to you.",
        ),
    ),
    (
        "For instructors",
        (
            "Forgetting somebody: the page Class. Deleting by age, and data for a study without "
            "names and only of those who agreed: in a terminal, by the commands retention and "
            "export --study. Who took data out stands in the log on the page Accounts.",
            "The long form is docs/law.md. It is no legal advice.",
        ),
    ),
)


def layout(_: HubClient, /, **__: str) -> Component:
    """The page; nothing in it depends on who reads."""
    return html.Div(
        [
            page_head("Use, marks and data", "In plain words; the school answers for the rest."),
            *(
                html.Section(
                    [html.H2(title), *(html.P(text) for text in texts)], className="card law"
                )
                for title, texts in PARTS
            ),
        ]
    )


PAGE = Page(
    name="law",
    paths=("/law",),
    title="Use, marks and data",
    layout=layout,
    open_to=EVERYBODY_KNOWN,
)
