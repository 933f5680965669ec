"""`calibrate SOURCE` leads through a calibration; `calibrate fit` takes a table of known forces."""

from typing import Any

import typer
from typer.core import TyperGroup

from rig.cli.calibrate.fit import fit
from rig.cli.calibrate.guided import guided

GUIDED = "guided"


class GuidedUnlessNamed(TyperGroup):
    """A group whose usual command needs no name: what is no other command's is its SOURCE."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the name of the usual command where none was written."""
        if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
            args = [GUIDED, *args]
        return super().parse_args(ctx, args)


group = typer.Typer(
    cls=GuidedUnlessNamed,
    help="From raw readings to newtons: `calibrate SOURCE` leads through it with known weights.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


def register(app: typer.Typer) -> None:
    """Add the group to the command line."""
    group.command(GUIDED)(guided)
    group.command("fit")(fit)
    app.add_typer(group, name="calibrate")
