"""`learner list|rename|merge|unmerge` and `forget`: who somebody is in the record."""

from typing import TYPE_CHECKING, Annotated

import typer

from rig.cli.console import answer_json, remarks_console, results_console, show_rows
from rig.cli.options import DataFolder, Json
from rig.cli.school.audited import note_change
from rig.cli.school.classes import LearnerName
from rig.cli.school.errors import NotConfirmedError
from rig.cli.school.named import learner_named
from rig.cli.sessions import store_of

if TYPE_CHECKING:
    from rig.cli.school.answers import ForgottenListing, LearnersListing
    from rig.store.people.forgetting import Forgotten

NOBODY_YET = "No learners yet. `steadyhold class import` takes a list."

group = typer.Typer(
    help="Who somebody is in the record.", no_args_is_help=True, rich_markup_mode=None
)


def register(app: typer.Typer) -> None:
    """Add the group and the command to the command line."""
    app.add_typer(group, name="learner")
    app.command("forget")(forget)


@group.command("list")
def list_learners(data: DataFolder = None, json: Json = False) -> None:
    """Everybody in the record, by name; whoever was forgotten has a pseudonym only."""
    from rig.store.people.merging import merges_of
    from rig.store.people.names import names_before_merging, pseudonyms_of

    store = store_of(data)
    names, merged = names_before_merging(store), merges_of(store)
    pseudonyms = pseudonyms_of(store)
    ids = sorted(
        {*names, *pseudonyms},
        key=lambda each: (not names.get(each), (names.get(each) or pseudonyms[each]).casefold()),
    )
    if json:
        told: LearnersListing = {
            "schema": "steadyhold.learners/1",
            "learners": [
                {
                    "id": each,
                    "name": names.get(each, ""),
                    "pseudonym": pseudonyms.get(each, ""),
                    "merged_into": merged.get(each),
                }
                for each in ids
            ],
        }
        answer_json(told)
        return
    rows = []
    for each in ids:
        into = merged.get(each)
        shown = f"shown as {names.get(into) or into}" if into else ""
        rows.append((each, names.get(each, "no name"), pseudonyms.get(each, ""), shown))
    show_rows(("learner", "name", "pseudonym", ""), rows, none_yet=NOBODY_YET)


@group.command("rename")
def change_name(
    learner: LearnerName,
    name: Annotated[str, typer.Argument(help="The new name.")],
    data: DataFolder = None,
) -> None:
    """Give a learner another name."""
    from rig.store.people.names import rename_learner

    store = store_of(data)
    learner_id = learner_named(store, learner)
    rename_learner(store, learner_id, name)
    note_change(store, "learner renamed", learner_id)


@group.command("merge")
def merge(
    learner: LearnerName,
    into: Annotated[str, typer.Argument(metavar="INTO", help="Who that turned out to be.")],
    data: DataFolder = None,
) -> None:
    """Show what LEARNER recorded as INTO's from now on; no recording is changed."""
    from rig.store.people.merging import merge_learners

    store = store_of(data)
    learner_id, into_id = learner_named(store, learner), learner_named(store, into)
    merge_learners(store, learner_id, into_id)
    note_change(store, "learners merged", learner_id, into_id)
    remarks_console().print(f"to undo it: steadyhold learner unmerge {learner_id}")


@group.command("unmerge")
def unmerge(
    learner: Annotated[str, typer.Argument(metavar="LEARNER", help="The id of the merged one.")],
    data: DataFolder = None,
) -> None:
    """Undo a merge."""
    from rig.store.people.merging import unmerge_learner

    store = store_of(data)
    learner_id = learner_named(store, learner)
    unmerge_learner(store, learner_id)
    note_change(store, "merge undone", learner_id)


def forget(
    learner: LearnerName,
    recordings: Annotated[
        bool, typer.Option("--recordings", help="Remove what they recorded as well.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    data: DataFolder = None,
    json: Json = False,
) -> None:
    """Forget who a learner was: name, PIN, ids of the school's system, places in classes.

    What was pressed stays under an id that leads to nobody, unless --recordings is given. It
    cannot be undone. Copies that may still hold the name are listed: delete them or make new ones.
    """
    from rig.store.people.forgetting import forget_learner, forget_with_recordings
    from rig.store.people.names import names

    store = store_of(data)
    learner_id = learner_named(store, learner)
    name = names(store).get(learner_id, learner_id)
    also = " and remove every recording of theirs" if recordings else ""
    if not yes and not typer.confirm(f"Forget {name}{also}? It cannot be undone.", err=True):
        raise NotConfirmedError(name)
    done = (forget_with_recordings if recordings else forget_learner)(store, learner_id)
    note_change(store, "learner forgotten", learner_id, "with recordings" if recordings else "")
    if json:
        told: ForgottenListing = {
            "schema": "steadyhold.forgotten/1",
            "learner_ids": list(done.learner_ids),
            "sessions_kept": done.sessions_kept,
            "sessions_removed": done.sessions_removed,
            "is_scrubbed": done.is_scrubbed,
            "copies": [str(each) for each in done.copies],
        }
        answer_json(told)
    else:
        _tell(done)


def _tell(done: "Forgotten") -> None:
    console = results_console()
    if done.sessions_removed:
        console.print(f"Forgotten; {done.sessions_removed} sessions were removed.")
    else:
        console.print(f"Forgotten; {done.sessions_kept} sessions stay without a name.")
    if not done.is_scrubbed:
        remarks_console().print(
            "Steadyhold is running: its journal holds the last changes until it is stopped.",
            soft_wrap=True,
        )
    for each in done.copies:
        remarks_console().print(f"may still hold the name: {each}", soft_wrap=True)
    remarks_console().print(
        "Backups that were copied elsewhere still hold it; make them anew.", soft_wrap=True
    )
