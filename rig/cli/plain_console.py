"""A terminal for what people typed: no word of it is a command."""

from collections.abc import Iterable
from typing import Any

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.text import Text

from rig.visible_text import visible_text


class PlainConsole(Console):
    """Shows text as it was typed; what would steer the terminal is spelled out."""

    def render_str(self, text: str, **how: Any) -> Text:
        """The text to be laid out, as wide as it will be seen."""
        return super().render_str(visible_text(text), **how)

    def render(
        self, renderable: RenderableType, options: ConsoleOptions | None = None
    ) -> Iterable[Segment]:
        """What is written, texts that were styled before included."""
        for segment in super().render(renderable, options):
            if segment.control:
                yield segment
            else:
                yield Segment(visible_text(segment.text), segment.style)
