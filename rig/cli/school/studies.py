"""`study consent|withdraw|list`: who agreed to be part of which study."""

from typing import TYPE_CHECKING, Annotated

import typer

from rig.cli.console import answer_json, show_rows
from rig.cli.options import DataFolder, Json
from rig.cli.school.classes import LearnerName
from rig.cli.school.named import learner_named
from rig.cli.sessions import store_of

if TYPE_CHECKING:
    from rig.cli.school.answers import ConsentsListing

NOBODY_YET = "Nobody is part of a study. `steadyhold study consent STUDY LEARNER` notes who is."
StudyName = Annotated[
    str, typer.Argument(metavar="STUDY", help="Small letters, digits and hyphens: thumb-2027.")
]

group = typer.Typer(
    help="Who agreed to be part of which study.", no_args_is_help=True, rich_markup_mode=None
)


def register(app: typer.Typer) -> None:
    """Add the group to the command line."""
    app.add_typer(group, name="study")


@group.command("consent")
def consent(study: StudyName, learner: LearnerName, data: DataFolder = None) -> None:
    """Note that LEARNER agreed; exports of STUDY have their recordings from now on."""
    from rig.school.actor import LOCAL
    from rig.store.people.studies import give_consent

    store = store_of(data)
    give_consent(store, study, learner_named(store, learner), LOCAL)


@group.command("withdraw")
def withdraw(study: StudyName, learner: LearnerName, data: DataFolder = None) -> None:
    """Note that LEARNER took it back; the next export of STUDY has nothing of theirs."""
    from rig.school.actor import LOCAL
    from rig.store.people.studies import withdraw_consent

    store = store_of(data)
    withdraw_consent(store, study, learner_named(store, learner), LOCAL)


@group.command("list")
def list_consents(data: DataFolder = None, json: Json = False) -> None:
    """Who agreed to what, and who took it back."""
    from rig.store.people.names import names, pseudonyms_of
    from rig.store.people.studies import consents_of

    store = store_of(data)
    found = consents_of(store)
    if json:
        told: ConsentsListing = {
            "schema": "steadyhold.consents/1",
            "consents": [
                {
                    "study": each.study,
                    "learner_id": each.learner_id,
                    "given_utc": each.given_utc,
                    "withdrawn_utc": each.withdrawn_utc,
                }
                for each in found
            ],
        }
        answer_json(told)
        return
    called = pseudonyms_of(store) | names(store)
    rows = [
        (
            each.study,
            called.get(each.learner_id, each.learner_id),
            each.given_utc[:10],
            f"withdrawn {each.withdrawn_utc[:10]}" if each.withdrawn_utc else "",
        )
        for each in found
    ]
    show_rows(("study", "learner", "since", ""), rows, none_yet=NOBODY_YET)
