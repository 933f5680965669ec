"""`report student|class`: what somebody, or a whole class, has pressed, on paper."""

from pathlib import Path
from typing import Annotated

import typer

from rig.cli.console import results_console
from rig.cli.options import DataFolder
from rig.cli.school.classes import ClassName, LearnerName
from rig.cli.school.named import class_named, learner_named
from rig.cli.sessions import store_of

Out = Annotated[
    Path,
    typer.Option("--out", "-o", help="The file: .pdf (needs the extra pdf), else an HTML page."),
]

group = typer.Typer(
    help="Reports of a student or a class, for paper.", no_args_is_help=True, rich_markup_mode=None
)


def register(app: typer.Typer) -> None:
    """Add the group to the command line."""
    app.add_typer(group, name="report")


@group.command("student")
def student(name: ClassName, learner: LearnerName, out: Out, data: DataFolder = None) -> None:
    """Marks with error bars and criteria, one thing to practise, changes and their trail."""
    from rig.cli.versions import version
    from rig.school.actor import LOCAL
    from rig.store.reports.making import student_report

    store = store_of(data)
    class_id, learner_id = class_named(store, name), learner_named(store, learner)
    software = f"steadyhold {version()}"
    _write(out, student_report(store, class_id, learner_id, software, LOCAL))


@group.command("class")
def whole_class(name: ClassName, out: Out, data: DataFolder = None) -> None:
    """Every protocol and day of a class, then every learner."""
    from rig.cli.versions import version
    from rig.school.actor import LOCAL
    from rig.store.reports.making import class_report

    store = store_of(data)
    html = class_report(store, class_named(store, name), f"steadyhold {version()}", LOCAL)
    _write(out, html)


def _write(out: Path, html: str) -> None:
    from calibration.certificate.pdf import certificate_pdf
    from rig.atomic_file import write_whole_bytes

    content = certificate_pdf(html) if out.suffix.lower() == ".pdf" else html.encode()
    write_whole_bytes(out, content)
    results_console().print(str(out), soft_wrap=True)
