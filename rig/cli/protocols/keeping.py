"""`protocols save|versions|retire|preview`: protocols of the school, kept version by version."""

import math
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from rig.cli.console import answer_json, results_console
from rig.cli.options import DataFolder, Json, ProtocolFolder
from rig.cli.protocols.in_use import ClassId, Reason, protocols_in_use
from rig.cli.protocols.version_answers import VersionRow, VersionsAnswer

if TYPE_CHECKING:
    from rig.protocols.versions import Version
    from rig.store.targets.preview_json import PreviewAnswer, SetOutcomeJson

FROM_HERE: Final = "local"
LIBRARY: Final = "as it comes along"

ProtocolFile = Annotated[Path, typer.Argument(metavar="FILE.toml")]
Id = Annotated[str, typer.Argument(metavar="ID", help="For example tp-hold.")]
Base = Annotated[
    int | None,
    typer.Option(
        "--base", min=0, help="Number of the version it was made from; else that in the file."
    ),
]


def add_to(group: typer.Typer) -> None:
    """Add the commands to the group."""
    group.command("save")(save_protocol)
    group.command("versions")(list_versions)
    group.command("retire")(retire_protocol)
    group.command("preview")(preview_protocol)


def save_protocol(
    path: ProtocolFile,
    reason: Reason = "",
    class_id: ClassId = "",
    base: Base = None,
    folder: ProtocolFolder = None,
    data: DataFolder = None,
    json: Json = False,
) -> None:
    """Keep a protocol file as the newest version of its id.

    The number is counted up, whatever the file says. The number in the file is that of the
    version it was made from: exit code 4 where another one is in use by now. Recordings keep the
    protocol they were made with.
    """
    from rig.cli.sessions import store_of
    from rig.protocols.library import library, load_file
    from rig.store.people.roster import class_of
    from rig.store.targets.versions import save_version

    protocol = load_file(path)
    if class_id:
        class_of(store_of(data), class_id)
    is_known = protocol.id in protocols_in_use(folder, data, class_id)
    began = base if base is not None else protocol.version if is_known else 0
    saved = save_version(
        store_of(data), protocol, library(folder),
        class_id=class_id, base=began, by=FROM_HERE, reason=reason,
    )  # fmt: skip
    told = f"{saved.protocol_id} is kept as version {saved.number}."
    _tell(saved.protocol_id, folder, data, class_id, json, told)


def list_versions(
    protocol_id: Id,
    class_id: ClassId = "",
    folder: ProtocolFolder = None,
    data: DataFolder = None,
    json: Json = False,
) -> None:
    """Every saved version of a protocol, and which one is in use."""
    _tell(protocol_id, folder, data, class_id, json, "")


def retire_protocol(
    protocol_id: Id,
    reason: Reason = "",
    class_id: ClassId = "",
    folder: ProtocolFolder = None,
    data: DataFolder = None,
    json: Json = False,
) -> None:
    """Take what was saved of a protocol out of use; every version stays kept."""
    from rig.cli.sessions import store_of
    from rig.protocols.library import library
    from rig.store.targets.versions import retire_version

    now = protocols_in_use(folder, data, class_id).get(protocol_id)
    retire_version(
        store_of(data), protocol_id, library(folder),
        class_id=class_id, base=now.version if now else 0, by=FROM_HERE, reason=reason,
    )  # fmt: skip
    _tell(protocol_id, folder, data, class_id, json, f"{protocol_id} is as it comes along again.")


def preview_protocol(
    path: ProtocolFile,
    class_id: ClassId = "",
    data: DataFolder = None,
    json: Json = False,
) -> None:
    """What a protocol file would change in recordings of the same id; nothing is written."""
    from rig.cli.sessions import store_of
    from rig.protocols.library import load_file
    from rig.store.people.roster import learners_in
    from rig.store.targets.preview_json import preview_answer

    store, protocol = store_of(data), load_file(path)
    chosen = learners_in(store, class_id) if class_id else None
    answer = preview_answer(store, protocol, chosen, "", math.inf)
    if json:
        answer_json(answer)
        return
    _tell_preview(answer)


def _tell(
    protocol_id: str, folder: Path | None, data: Path | None, class_id: str, json: bool, told: str
) -> None:
    from rig.cli.sessions import store_of
    from rig.protocols.library import find, library
    from rig.protocols.versions import in_use
    from rig.store.targets.versions import saved_versions

    kept = [each for each in saved_versions(store_of(data)) if each.protocol_id == protocol_id]
    if not kept:
        find(protocol_id, folder)
    now = in_use(library(folder), kept, class_id).get(protocol_id)
    number = now.version if now else 0
    if json:
        rows = [_row(each) for each in reversed(kept)]
        answer_json(
            VersionsAnswer(
                schema="steadyhold.protocol-versions/1",
                protocol=protocol_id,
                in_use=number,
                versions=rows,
            )
        )
        return
    console = results_console()
    if told:
        console.print(told)
    from rich.table import Table

    table = Table("version", "for", "saved", "why", box=None, pad_edge=False)
    for each in reversed(kept):
        mark = " (in use)" if each.number == number else ""
        why = each.reason if each.protocol else f"taken out of use; {each.reason}".rstrip("; ")
        table.add_row(f"{each.number}{mark}", each.class_id or "school", each.at_utc[:16], why)
    if now is not None and all(each.number != number for each in kept):
        table.add_row(f"{number} (in use)", "school", "", LIBRARY)
    console.print(table)


def _row(version: "Version") -> VersionRow:
    return VersionRow(
        number=version.number,
        class_id=version.class_id,
        by=version.by,
        at_utc=version.at_utc,
        reason=version.reason,
        retired=version.protocol is None,
    )


def _tell_preview(answer: "PreviewAnswer") -> None:
    from rich.table import Table

    changed = [each for each in answer["sessions"] if each["changed"]]
    console = results_console()
    if not answer["of"]:
        console.print(f"No finished set of {answer['protocol']} was recorded yet.")
        return
    console.print(f"With this protocol {len(changed)} of {answer['of']} results would change.")
    if changed:
        table = Table("session", "began", "was", "would be", box=None, pad_edge=False)
        for each in changed:
            table.add_row(
                each["session"][:8],
                each["started_utc"][:16],
                _worth(each["was"]),
                _worth(each["now"]),
            )
        console.print(table)
    for each in answer["sessions"]:
        if each["trouble"]:
            console.print(f"{each['session'][:8]} was not looked at: {each['trouble']}")


def _worth(outcome: "SetOutcomeJson") -> str:
    from firmware_bridge.rounding import fixed

    score = "no score" if outcome["score"] is None else fixed(outcome["score"], 1)
    unsure = "neither passed nor failed" if outcome["expanded"] is None else "borderline: repeat"
    words = {"pass": "passed", "below": "below the pass mark", "borderline": unsure}
    told = words.get(outcome["outcome"] or "", "")
    return f"{score}, {told}" if told else score
