"""`tls init`: a certificate of this rig's own, so that nobody in the Wi-Fi reads along."""

import datetime as dt
from typing import Annotated

import typer

from rig.cli.console import results_console
from rig.cli.options import DataFolder


def register(app: typer.Typer) -> None:
    """Add the group to the command line."""
    group = typer.Typer(
        help="The certificate of a rig that other machines reach.", no_args_is_help=True
    )
    group.command("init")(init)
    group.command("show")(show)
    app.add_typer(group, name="tls")


def init(
    data: DataFolder = None,
    name: Annotated[
        list[str] | None,
        typer.Option("--name", help="A host name of this computer beside its .local name."),
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Make a new one; phones must trust it once more.")
    ] = False,
) -> None:
    """Make a certificate authority of this rig's own; `run --lan` is encrypted from then on."""
    from rig.lan.certificates import make_authority, own_files
    from rig.lan.errors import AuthorityThereError
    from rig.lan.host_names import computer_label
    from rig.store.folder import data_folder

    folder = data or data_folder()
    authority = own_files(folder).authority
    if authority is not None and authority.exists() and not again:
        raise AuthorityThereError(authority)
    label = computer_label()
    make_authority(folder, label, (label, *(name or ())), dt.datetime.now(dt.UTC))
    show(folder)


def show(data: DataFolder = None) -> None:
    """The fingerprint of this rig's authority, to compare with what a phone shows."""
    from rig.lan.certificates import fingerprint, own_files
    from rig.lan.errors import AuthorityMissingError
    from rig.store.folder import data_folder

    authority = own_files(data or data_folder()).authority
    if authority is None or not authority.exists():
        raise AuthorityMissingError
    console = results_console()
    console.print(f"Certificate of this rig's authority: {authority}")
    console.print(f"SHA-256 {fingerprint(authority)}", soft_wrap=True)
    console.print(
        "`steadyhold run --lan` is encrypted with it. A phone warns once until it trusts this "
        "certificate: open the page /ca on the phone, compare these digits, install it. "
        "Its keys stay in this folder and are read by nobody else; never hand them on.",
        soft_wrap=True,
    )
