"""How a class comes in: the code on the instructor's screen, a name of the list, an own PIN."""

import asyncio
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from rig.hub.doors.doors import Came, Doors
from rig.hub.doors.errors import (
    CodeOverError,
    NotInClassError,
    PinFormError,
    WrongSecretError,
)
from rig.hub.doors.secrets_kept import as_code, new_code
from rig.school.actor import Actor
from rig.school.roster import RosterEntry, SchoolClass
from rig.store.people.audit import Audited, write_line
from rig.store.people.joining import (
    ClassCode,
    change_pin,
    class_codes_of,
    learners_with_pins,
    pin_hash_of,
    put_class_code,
    put_pin,
    remove_pin,
)
from rig.store.people.roster import ask_to_join, class_of, roster_of

# A code is good for the day of a class, not for the week.
CODE_S = 12 * 3600.0
PIN_DIGITS = 6
_RUNS = ("0123456789", "9876543210")


@dataclass(frozen=True, slots=True)
class Joined:
    """How joining went.

    Attributes:
        state: whether they are in, or the instructor is still to say.
        learner_id: who they are.
        token: of the login; empty while they only asked.
    """

    state: Literal["in", "asked"]
    learner_id: str
    token: str


async def make_code(doors: Doors, class_id: str, actor: Actor) -> ClassCode:
    """A new code of a class; the one before is good no longer.

    Raises:
        ClassMissingError, NobodyLogsInError, StoreError: as their names say.
    """
    _ = doors.at_work
    await asyncio.to_thread(class_of, doors.store, class_id)
    ends = datetime.now(UTC) + timedelta(seconds=CODE_S)
    made = ClassCode(class_id, new_code(2), ends.isoformat(timespec="milliseconds"))
    await asyncio.to_thread(put_class_code, doors.store, made, actor)
    return made


async def to_join(
    doors: Doors, code: str, came: Came
) -> tuple[SchoolClass, tuple[RosterEntry, ...], frozenset[str]]:
    """The class of a code, who is in it, and who of them has a PIN.

    Raises:
        CodeOverError, TooManyTriesError, StoreError: as their names say.
    """
    class_id = await _class_of_code(doors, code, came)
    found, entries, with_pin = await asyncio.gather(
        asyncio.to_thread(class_of, doors.store, class_id),
        asyncio.to_thread(roster_of, doors.store, class_id),
        asyncio.to_thread(learners_with_pins, doors.store, class_id),
    )
    return found, tuple(each for each in entries if each.state == "in"), with_pin


async def join_as(doors: Doors, code: str, learner_id: str, pin: str, came: Came) -> Joined:
    """Somebody of the list comes in by their PIN; the first time they choose it.

    Raises:
        CodeOverError, NotInClassError, WrongSecretError, PinFormError, TooManyTriesError,
            StoreError: as their names say.
    """
    class_id = await _class_of_code(doors, code, came)
    entries = await asyncio.to_thread(roster_of, doors.store, class_id)
    entry = next((each for each in entries if each.learner_id == learner_id), None)
    if entry is None or entry.state == "out":
        raise NotInClassError
    await _check_pin(doors, class_id, learner_id, pin, came)
    if entry.state == "asked":
        return Joined("asked", learner_id, "")
    actor = Actor(learner_id, "student", learner_id, class_id)
    token = await doors.at_work.logins.begin(actor, "PIN", came.login)
    return Joined("in", learner_id, token)


async def ask_in(doors: Doors, code: str, name: str, pin: str, came: Came) -> Joined:
    """Somebody who is not on the list asks to be; the instructor says.

    Raises:
        CodeOverError, PinFormError, BlankNameError, TooManyTriesError, StoreError: as their
            names say.
    """
    class_id = await _class_of_code(doors, code, came)
    _check_form(pin)
    # Names that nobody asked for are work for the instructor: not more than a class has.
    with doors.at_work.attempts.one_try("name", "", came.address):
        hashed = await doors.at_work.hasher.hashed(pin)
        learner_id = await asyncio.to_thread(ask_to_join, doors.store, class_id, name)
        await asyncio.to_thread(put_pin, doors.store, class_id, learner_id, hashed)
        doors.at_work.attempts.wrong("name", "", came.address)
    return Joined("asked", learner_id, "")


async def change_own_pin(
    doors: Doors, actor: Actor, old: str, new: str, came: Came
) -> tuple[Actor, str]:
    """Another PIN of a student who knows the old one; every login ends but a new one here.

    Raises:
        NotInClassError: whoever asks has no PIN.
        PinFormError, WrongSecretError, TooManyTriesError, NobodyLogsInError, StoreError: as their
            names say.
    """
    work, class_id, learner_id = doors.at_work, actor.class_id, actor.learner_id
    kept = await asyncio.to_thread(pin_hash_of, doors.store, class_id, learner_id)
    if actor.role != "student" or kept is None:
        raise NotInClassError
    _check_form(new)
    with work.attempts.one_try("PIN", _whose(class_id, learner_id), came.address):
        await _prove_pin(doors, actor, old, kept, came)
        hashed = await work.hasher.hashed(new)
        if not await asyncio.to_thread(
            change_pin, doors.store, class_id, learner_id, hashed, actor
        ):
            raise NotInClassError
    work.logins.drop_all_of(learner_id)
    return actor, await work.logins.begin(actor, "PIN", None)


async def forget_pin(doors: Doors, class_id: str, learner_id: str, actor: Actor) -> None:
    """A learner chooses another PIN at the next time; guesses count from nothing again.

    Raises:
        NobodyLogsInError, StoreError: as their names say.
    """
    doors.at_work.attempts.forgive(_whose(class_id, learner_id))
    await asyncio.to_thread(remove_pin, doors.store, class_id, learner_id, actor)
    doors.at_work.logins.drop_all_of(learner_id)


async def _class_of_code(doors: Doors, code: str, came: Came) -> str:
    work = doors.at_work
    work.attempts.refuse_a_flood(came.address)
    with work.attempts.one_try("code", "", came.address):
        typed = as_code(code).encode()
        codes = await asyncio.to_thread(class_codes_of, doors.store)
        found = [each for each in codes if secrets.compare_digest(each.code.encode(), typed)]
        if not found:
            work.attempts.wrong("code", "", came.address)
            raise CodeOverError("class code")
    return found[0].class_id


async def _check_pin(doors: Doors, class_id: str, learner_id: str, pin: str, came: Came) -> None:
    work, whose = doors.at_work, _whose(class_id, learner_id)
    with work.attempts.one_try("PIN", whose, came.address):
        kept = await asyncio.to_thread(pin_hash_of, doors.store, class_id, learner_id)
        if kept is None:
            _check_form(pin)
            hashed = await work.hasher.hashed(pin)
            if await asyncio.to_thread(put_pin, doors.store, class_id, learner_id, hashed):
                return
            # Somebody else was faster.
            kept = await asyncio.to_thread(pin_hash_of, doors.store, class_id, learner_id)
        await _prove_pin(doors, Actor(learner_id, "student", learner_id, class_id), pin, kept, came)


async def _prove_pin(doors: Doors, whose: Actor, pin: str, kept: str | None, came: Came) -> None:
    """Nothing where it is the PIN that is kept; a wrong one is counted and noted."""
    work = doors.at_work
    if not await work.hasher.is_right(pin[:100], kept):
        work.attempts.wrong("PIN", _whose(whose.class_id, whose.learner_id), came.address)
        line = Audited("", "anonymous", "login failed", whose.learner_id, "PIN")
        await asyncio.to_thread(write_line, doors.store, line)
        raise WrongSecretError("this PIN")


def _whose(class_id: str, learner_id: str) -> str:
    return f"learner {class_id} {learner_id}"


def _check_form(pin: str) -> None:
    is_six = len(pin) == PIN_DIGITS and pin.isascii() and pin.isdecimal()
    if not is_six or len(set(pin)) == 1 or any(pin in run for run in _RUNS):
        raise PinFormError
