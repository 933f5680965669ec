"""`class list|new|import|show|add|remove|rename|end`: who is taught together."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rig.cli.console import answer_json, remarks_console, results_console, show_rows
from rig.cli.options import DataFolder, Json
from rig.cli.school.audited import note_change
from rig.cli.school.named import class_named, learner_named
from rig.cli.sessions import store_of

if TYPE_CHECKING:
    from rig.cli.school.answers import ClassesListing, ClassListing, ImportListing
    from rig.school.roster_import import ListedClass
    from rig.store.people.importing import ImportPlan

NONE_YET = "No classes yet. Make one with `steadyhold class new TITLE`."
NOBODY_YET = "Nobody is in it yet: `steadyhold class import CLASS FILE`, or `class add CLASS NAME`."
STEPS = {"new": "new", "enrol": "known, joins", "known": "in it already"}
STATES = {"in": "", "out": "left", "asked": "asked to join"}

ClassName = Annotated[
    str, typer.Argument(metavar="CLASS", help="Its title, its id or the beginning of it.")
]
LearnerName = Annotated[
    str, typer.Argument(metavar="LEARNER", help="A name, a pseudonym or an id.")
]
Term = Annotated[str, typer.Option("--term", help="For example 'Autumn 2026'.")]

group = typer.Typer(help="Classes and who is in them.", no_args_is_help=True, rich_markup_mode=None)


def register(app: typer.Typer) -> None:
    """Add the group to the command line."""
    app.add_typer(group, name="class")


@group.command("list")
def list_classes(data: DataFolder = None, json: Json = False) -> None:
    """Every class, those that are taught first."""
    from rig.store.people.roster import classes_of

    found = classes_of(store_of(data))
    if json:
        told: ClassesListing = {
            "schema": "steadyhold.classes/1",
            "classes": [asdict(each) for each in found],
        }
        answer_json(told)
        return
    rows = [
        (each.id[:8], each.title, each.term, str(each.learners), "over" if each.ended_utc else "")
        for each in found
    ]
    show_rows(("class", "title", "term", "learners", ""), rows, none_yet=NONE_YET)


@group.command("new")
def new_class(title: str, term: Term = "", data: DataFolder = None) -> None:
    """Make a class; its id is printed."""
    from rig.store.folder import store_path
    from rig.store.people.roster import create_class

    store = store_path(data)
    class_id = create_class(store, title, term)
    note_change(store, "class made", class_id)
    results_console().print(class_id)


@group.command("show")
def show_class(name: ClassName, data: DataFolder = None, json: Json = False) -> None:
    """One class: names, pseudonyms, and who has left."""
    from rig.store.people.roster import class_of, roster_of

    store = store_of(data)
    class_id = class_named(store, name)
    about, entries = class_of(store, class_id), roster_of(store, class_id)
    if json:
        told: ClassListing = {
            "schema": "steadyhold.class/1",
            "about": asdict(about),
            "learners": [
                {
                    "learner_id": each.learner_id,
                    "name": each.name,
                    "pseudonym": each.pseudonym,
                    "state": each.state,
                    "since_utc": each.since_utc,
                    "external": dict(each.external),
                    "merged": [one for one, _ in each.merged],
                }
                for each in entries
            ],
        }
        answer_json(told)
        return
    title = " · ".join(filter(None, (about.title, about.term, f"id {about.id}")))
    results_console().print(title)
    rows = [
        (each.name or "no name", each.pseudonym, each.learner_id, STATES[each.state])
        for each in entries
    ]
    show_rows(("name", "pseudonym", "learner", ""), rows, none_yet=NOBODY_YET)


@group.command("import")
def import_list(
    name: ClassName,
    file: Annotated[Path, typer.Argument(help="CSV or XLSX: Canvas, Moodle, or a list of names.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be done, and write nothing.")
    ] = False,
    data: DataFolder = None,
    json: Json = False,
) -> None:
    """Fill a class from a list; every row that is not taken is told with its reason.

    Exit code 1 when a row is refused; the others are taken all the same.
    """
    from rig.school.roster_import import listed_class
    from rig.school.roster_sheet import MOST_BYTES
    from rig.store.people.importing import import_class, planned_import

    store = store_of(data)
    class_id = class_named(store, name)
    with file.open("rb") as opened:
        listed = listed_class(file.name, opened.read(MOST_BYTES + 1))
    plan = (planned_import if dry_run else import_class)(store, class_id, listed)
    if not dry_run:
        note_change(store, "list imported", class_id, plan.counts)
    if json:
        answer_json(_import_listing(file, listed, plan, written=not dry_run))
    else:
        _tell_import(listed, plan, written=not dry_run)
    if plan.refused:
        raise typer.Exit(1)


@group.command("add")
def add(name: ClassName, learner: LearnerName, data: DataFolder = None) -> None:
    """Put somebody into a class: a known learner, or else a new one of that name."""
    from rig.store.errors import LearnerMissingError
    from rig.store.people.roster import add_to_class, enrol

    store = store_of(data)
    class_id = class_named(store, name)
    try:
        learner_id = learner_named(store, learner)
    except LearnerMissingError:
        learner_id = add_to_class(store, class_id, learner)
        note_change(store, "learner added", learner_id, class_id)
        remarks_console().print(f"{learner} is new here; their id is {learner_id}")
        return
    enrol(store, class_id, learner_id)
    note_change(store, "learner enrolled", learner_id, class_id)


@group.command("remove")
def remove(name: ClassName, learner: LearnerName, data: DataFolder = None) -> None:
    """Note that somebody has left a class; what they recorded stays."""
    from rig.store.people.roster import leave

    store = store_of(data)
    class_id, learner_id = class_named(store, name), learner_named(store, learner)
    leave(store, class_id, learner_id)
    note_change(store, "learner left", learner_id, class_id)


@group.command("rename")
def change_title(
    name: ClassName,
    title: Annotated[str, typer.Argument(help="The new title.")],
    term: Annotated[
        str | None, typer.Option("--term", help="The new term; without, it stays.")
    ] = None,
    data: DataFolder = None,
) -> None:
    """Give a class another title."""
    from rig.store.people.roster import class_of, rename_class

    store = store_of(data)
    class_id = class_named(store, name)
    rename_class(store, class_id, title, class_of(store, class_id).term if term is None else term)
    note_change(store, "class renamed", class_id)


@group.command("end")
def end(
    name: ClassName,
    again: Annotated[bool, typer.Option("--again", help="It goes on after all.")] = False,
    data: DataFolder = None,
) -> None:
    """Say that a class is over; it takes nobody in any more, and keeps everybody."""
    from rig.store.people.roster import end_class

    store = store_of(data)
    class_id = class_named(store, name)
    end_class(store, class_id, is_over=not again)
    note_change(store, "class begun again" if again else "class ended", class_id)


def _import_listing(
    file: Path, listed: "ListedClass", plan: "ImportPlan", *, written: bool
) -> "ImportListing":
    from rig.store.people.import_json import import_json

    told: ImportListing = {
        "schema": "steadyhold.class-import/1",
        "source": str(file),
        **import_json(listed, plan, written=written),
    }
    return told


def _tell_import(listed: "ListedClass", plan: "ImportPlan", *, written: bool) -> None:
    console, remarks = results_console(), remarks_console()
    remarks.print(f"{listed.file} is {listed.kind}", soft_wrap=True)
    for told in listed.remarks:
        remarks.print(told, soft_wrap=True)
    for each in plan.learners:
        words = f"{each.listed.row}: {each.listed.name}, {STEPS[each.step]}"
        console.print(f"{words}; {each.remark}" if each.remark else words, soft_wrap=True)
    for row in (*listed.skipped, *plan.refused):
        remarks.print(f"row {row.row} is not taken, {row.reason}: {row.text}", soft_wrap=True)
    for name in plan.missing:
        remarks.print(f"{name} is in the class and not on the list", soft_wrap=True)
    new = sum(each.step == "new" for each in plan.learners)
    joined = sum(each.step == "enrol" for each in plan.learners)
    done = f"{new} new, {joined} known, {len(plan.refused)} refused"
    remarks.print(done if written else f"{done}; nothing was written (--dry-run)")
