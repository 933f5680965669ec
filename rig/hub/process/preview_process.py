"""A preview asked of a process of its own, so that scoring holds up no sample of ours."""

import asyncio
import json
import subprocess
import sys
from typing import cast

from rig.errors import SessionError
from rig.store.targets.preview_json import PreviewAnswer
from rig.store.targets.preview_program import PreviewQuestion

# What one question may take, and how long its process may, on a machine that is busy.
ASKED_S = 3.0
PATIENCE_S = 300.0
LOW_PRIORITY = getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)


class PreviewFailedError(SessionError):
    """Old recordings could not be looked at.

    Attributes:
        reason: what happened.
    """

    exit_code = 4

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"the old recordings were not looked at: {reason}; try again")


class PreviewProcess:
    """One preview at a time; others wait for their turn."""

    def __init__(self) -> None:
        self._turn = asyncio.Lock()

    async def answer(self, question: PreviewQuestion) -> PreviewAnswer:
        """The answer of a process that is started for it.

        Raises:
            PreviewFailedError: it refused, took too long, or fell.
        """
        async with self._turn:
            return await asyncio.to_thread(_asked, question)


def _asked(question: PreviewQuestion) -> PreviewAnswer:
    try:
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "rig.hub.process.low_priority",
                "rig.store.targets.preview_program",
            ],
            input=question.text(),
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            timeout=PATIENCE_S,
            creationflags=LOW_PRIORITY,
            check=True,
        )
    except subprocess.TimeoutExpired as error:
        raise PreviewFailedError(f"it took more than {PATIENCE_S:g} s") from error
    except (OSError, subprocess.CalledProcessError) as error:
        raise PreviewFailedError(str(error)) from error
    answer = json.loads(done.stdout)
    if "error" in answer:
        raise PreviewFailedError(answer["error"])
    return cast("PreviewAnswer", answer)
