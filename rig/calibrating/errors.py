"""What can be wrong with what a guided calibration is given."""

from pathlib import Path

from calibration.errors import CalibrationError


class MassRowsError(CalibrationError):
    """A list of weights has mistakes: all of them, each with its place.

    Attributes:
        where: the file, or the form.
        mistakes: one sentence each.
    """

    exit_code = 2

    def __init__(self, where: str, mistakes: tuple[str, ...]) -> None:
        self.where = where
        self.mistakes = mistakes
        super().__init__(f"{where}: {'; '.join(mistakes)}")


class CalibrationFormError(CalibrationError):
    """A question about a calibration was not answered so that it can begin.

    Attributes:
        key: what was asked for.
        wanted: what belongs there.
    """

    exit_code = 2

    def __init__(self, key: str, wanted: str) -> None:
        self.key = key
        self.wanted = wanted
        super().__init__(f"{key} must be {wanted}")


class UnansweredError(CalibrationError):
    """A question was asked, and nobody was there to answer.

    Attributes:
        question: as it was asked.
        option: that answers it on the command line.
    """

    exit_code = 2

    def __init__(self, question: str, option: str) -> None:
        self.question = question
        self.option = option
        super().__init__(
            f"nobody answered {question!r}; give {option}, or run the command in a terminal"
        )


class PrintFailedError(CalibrationError):
    """The library that prints PDF is there and does not work.

    Attributes:
        reason: what it said last.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"the certificate could not be printed as PDF ({reason}); "
            "open the HTML certificate in a browser and print it there"
        )
        self.reason = reason


class ProgressDamagedError(CalibrationError):
    """The file of a calibration under way cannot be read.

    Attributes:
        path: the file.
        why: what is wrong with it.
    """

    def __init__(self, path: Path, why: str) -> None:
        self.path = path
        self.why = why
        super().__init__(
            f"{path} holds a calibration under way but cannot be read ({why}); bring back a copy, "
            "or begin anew: the file is then set aside, not deleted"
        )
