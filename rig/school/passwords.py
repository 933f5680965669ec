"""What makes a password one that others guess, by a rule instead of a list.

Published lists of the most common passwords are of two kinds: a word, a name or a row of keys, and
the same with digits or a year behind it. The rule counts what somebody has to guess: a well-known
word, a run of neighbours, a repeated character or a year counts as one piece, every other
character as one as well. The words are our own choice; the idea of counting patterns instead of
classes of characters is that of zxcvbn (Wheeler, USENIX Security 2016).
"""

import re
from collections.abc import Iterator, Sequence

MIN_CHARACTERS = 12
MAX_CHARACTERS = 200
MIN_PIECES = 6

_WORDS = (
    "password", "passwort", "kennwort", "motdepasse", "contrasena", "passw0rd", "letmein",
    "welcome", "willkommen", "login", "admin", "administrator", "instructor", "teacher", "lehrer",
    "student", "steadyhold", "massage", "school", "schule", "secret", "geheim", "master",
    "dragon", "monkey", "football", "baseball", "sunshine", "princess", "iloveyou", "superman",
    "batman", "shadow", "michael", "jennifer", "jordan", "charlie", "summer", "winter", "autumn",
    "spring", "monday", "friday", "computer", "internet", "qwerty", "qwertz", "azerty",
    "changeme", "default", "guest", "hello", "hallo", "world", "love", "trustno1", "starwars",
    "whatever", "freedom", "flower", "cheese", "chocolate", "thomas", "daniel", "michelle",
    "andrew",
)  # fmt: skip
_RUNS = (
    "abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "qwertzuiop", "asdfghjkl",
    "zxcvbnm", "yxcvbnm", "azertyuiop", "1q2w3e4r5t6y7u8i9o0p",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm", "!@#$%^&*()",
)  # fmt: skip
_YEAR = re.compile(r"(?:19|20)\d\d")
_SAME = re.compile(r"(.)\1{2,}")
_LOOKS_LIKE = str.maketrans("@430$5!17", "aaeossiit")
_MIN_RUN = 3


def weakness_of(password: str, login: str) -> str:
    """Half a sentence about what is wrong with a password; empty where nothing is.

    Args:
        password: as it was typed.
        login: of its account; a password that is made of it is guessed first.
    """
    if len(password) < MIN_CHARACTERS:
        return f"it needs at least {MIN_CHARACTERS} characters"
    if len(password) > MAX_CHARACTERS:
        return f"it has more than {MAX_CHARACTERS} characters"
    if _pieces(_unit(password.casefold()), login.casefold()) < MIN_PIECES:
        return "it is among those that are guessed first; take four words that nobody links"
    return ""


def _unit(text: str) -> str:
    """The shortest text of which this one is so many copies."""
    return text[: (text + text).index(text, 1)]


def _pieces(text: str, login: str) -> int:
    words = [*_WORDS, login] if len(login) >= _MIN_RUN else _WORDS
    return sum(1 for _ in _taken_apart(text, words))


def _taken_apart(text: str, words: Sequence[str]) -> Iterator[str]:
    plain, at = text.translate(_LOOKS_LIKE), 0
    while at < len(text):
        found = max(
            (
                *(len(word) for word in words if text.startswith(word, at)),
                *(len(word) for word in words if plain.startswith(word, at)),
                *(len(found[0]) for form in (_YEAR, _SAME) if (found := form.match(text, at))),
                _run_length(text, at),
                1,
            )
        )
        yield text[at : at + found]
        at += found


def _run_length(text: str, at: int) -> int:
    """How many characters from here stand beside each other in a run, either way."""
    longest = 0
    for run in (*_RUNS, *(each[::-1] for each in _RUNS)):
        start = run.find(text[at])
        length = 0
        while (
            start >= 0
            and at + length < len(text)
            and start + length < len(run)
            and run[start + length] == text[at + length]
        ):
            length += 1
        longest = max(longest, length)
    return longest if longest >= _MIN_RUN else 0
