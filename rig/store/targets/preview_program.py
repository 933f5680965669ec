"""A preview in a process of its own: a question as JSON on its input, the answer on its output.

Scoring is arithmetic in Python, and would hold up the samples of the hub's own process.
"""

import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from calibration.canonical import value_of
from firmware_bridge.errors import SteadyholdError
from rig.engine.scoring.target import Protocol
from rig.store.targets.preview_json import preview_answer


@dataclass(frozen=True, slots=True)
class PreviewQuestion:
    """What is to be looked at, as `preview_answer` takes it.

    Attributes:
        learner_ids: None for everybody.
    """

    store: str
    protocol: Protocol
    learner_ids: tuple[str, ...] | None
    after: str
    most_s: float

    def text(self) -> str:
        """The input of the program."""
        return json.dumps(asdict(self))


def main() -> None:
    """Answer one question; a refusal is an object with `error`."""
    asked = value_of(PreviewQuestion, json.load(sys.stdin))
    learner_ids = None if asked.learner_ids is None else frozenset(asked.learner_ids)
    try:
        answer: object = preview_answer(
            Path(asked.store), asked.protocol, learner_ids, asked.after, asked.most_s
        )
    except SteadyholdError as error:
        answer = {"error": str(error)}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
