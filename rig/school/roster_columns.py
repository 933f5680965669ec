"""Which column of a list of learners is what: Canvas, Moodle, or any list with a heading."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

SheetKind = Literal["canvas", "moodle", "list", "bare"]

KIND_TITLES: Final[Mapping[SheetKind, str]] = {
    "canvas": "a gradebook of Canvas",
    "moodle": "an export of Moodle",
    "list": "a list with a heading",
    "bare": "a list of names",
}

# As these programs write them, and in the languages of schools we know of.
_MEANINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "first_name": (
        "first name", "firstname", "given name", "forename", "vorname", "nombre", "prénom",
        "nome", "jméno", "imię", "voornaam",
    ),
    "last_name": (
        "last name", "lastname", "surname", "family name", "nachname", "apellido", "apellidos",
        "apellido(s)", "nom de famille", "cognome", "příjmení", "nazwisko", "achternaam",
    ),
    "name": (
        "name", "names", "full name", "fullname", "student name", "learner", "learners", "student",
        "students", "participant", "participants", "user full name", "vollständiger name",
        "nombre completo", "nom complet", "nome completo", "celé jméno", "étudiant", "élève",
        "alumno", "studente", "schüler", "žák", "uczeń",
    ),
    "email": (
        "email", "e-mail", "email address", "e-mail address", "mail", "e-mail-adresse",
        "dirección de correo", "adresse de courriel", "indirizzo email", "e-mailová adresa",
    ),
    "moodle_id_number": (
        "id number", "idnumber", "id-nummer", "número de id", "numéro d'identification",
        "numero id",
        "identifikační číslo",
    ),
    "username": ("username", "user name", "login", "anmeldename", "nombre de usuario"),
    "number": (
        "number", "no.", "student number", "student id", "student no", "id", "matriculation number",
        "matrikelnummer",
    ),
    "section": ("section", "group", "groups", "gruppen", "grupos", "groupes"),
}  # fmt: skip
_CANVAS: Final[Mapping[str, str]] = {
    "student": "canvas_name",
    "id": "canvas_id",
    "sis user id": "sis_user_id",
    "sis login id": "sis_login_id",
    "integration id": "integration_id",
    "section": "section",
    "lastname": "last_name",
    "firstname": "first_name",
}
_MOODLE_MARKS: Final = frozenset({"moodle_id_number", "username", "email"})


@dataclass(frozen=True, slots=True)
class RosterColumns:
    """What the columns of a list are.

    Attributes:
        titles: of all columns; empty where the list has no heading.
        meanings: by place from 0: `first_name`, `last_name`, `name`, or a kind of external id.
    """

    kind: SheetKind
    titles: tuple[str, ...]
    meanings: Mapping[int, str]

    @property
    def has_names(self) -> bool:
        """Whether a person can be named from them."""
        found = set(self.meanings.values())
        return bool(found & {"name", "canvas_name"}) or {"first_name", "last_name"} <= found


def heading_columns(heading: Sequence[str]) -> RosterColumns | None:
    """What the first row says of the columns; None where it is no heading.

    A meaning that two columns claim belongs to neither: `twice_claimed` tells.
    """
    low = [re.sub(r"\s+", " ", cell).strip().casefold() for cell in heading]
    if "section" in low and "id" in low and ("student" in low or "lastname" in low):
        return RosterColumns("canvas", tuple(heading), _placed(low, _CANVAS))
    known = {title: meaning for meaning, titles in _MEANINGS.items() for title in titles}
    meanings = _placed(low, known)
    found = set(meanings.values())
    if not found:
        return None
    is_moodle = {"first_name", "last_name"} <= found and found & _MOODLE_MARKS
    return RosterColumns("moodle" if is_moodle else "list", tuple(heading), meanings)


def twice_claimed(heading: Sequence[str], columns: RosterColumns) -> tuple[str, ...]:
    """Titles of columns that say the same, so that nobody knows which is meant."""
    low = [each.casefold() for each in heading]
    return tuple(
        dict.fromkeys(
            title
            for title, each in zip(heading, low, strict=True)
            if each and low.count(each) > 1 and each in _claimed(columns)
        )
    )


def _claimed(columns: RosterColumns) -> set[str]:
    return {columns.titles[place].casefold() for place in columns.meanings}


def _placed(low: Sequence[str], known: Mapping[str, str]) -> dict[int, str]:
    found: dict[int, str] = {}
    for place, title in enumerate(low):
        meaning = known.get(title)
        if meaning is not None and meaning not in found.values():
            found[place] = meaning
    return found
