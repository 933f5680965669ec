"""Codes of an authenticator app (TOTP, RFC 6238): a second thing that whoever logs in must have."""

import asyncio
import re
import secrets
from collections.abc import Callable
from pathlib import Path

import pyotp

from rig.hub.doors.attempts import Attempts
from rig.hub.doors.errors import SecondFactorNeededError, WrongSecretError
from rig.store.people.accounts import Account
from rig.store.people.audit import Audited, write_line
from rig.store.people.second_factors import second_factor_of, use_step

STEP_S = 30
_SECRET = re.compile(r"[A-Z2-7]{32}")
ISSUER = "Steadyhold"
SKEW_STEPS = (0, -1, 1)
"""Clocks of phones and of a laptop without internet differ; RFC 6238 advises one step."""


def new_secret() -> str:
    """160 random bits, as an app takes them."""
    return pyotp.random_base32()


def is_secret(text: str) -> bool:
    """Whether a text can be one that was made here."""
    return _SECRET.fullmatch(text) is not None


def enrolment_uri(secret: str, login: str) -> str:
    """What an app scans."""
    return pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name=ISSUER)


def step_of(secret: str, code: str, now_s: float) -> int | None:
    """Which step a code is of, this one or one beside it; None where it is no code of the secret.

    Args:
        secret: as base32; empty for a damaged one, which no code fits.
        code: as it was typed.
        now_s: wall clock, seconds since 1970.
    """
    typed = "".join(code.split()).encode()
    now = int(now_s // STEP_S)
    if not secret:
        return None
    app = pyotp.TOTP(secret, interval=STEP_S)
    fitting = (
        now + each
        for each in SKEW_STEPS
        if secrets.compare_digest(app.at((now + each) * STEP_S).encode(), typed)
    )
    return next(fitting, None)


async def check_second_factor(
    store: Path,
    attempts: Attempts,
    account: Account,
    code: str,
    address: str,
    clock: Callable[[], float],
) -> None:
    """Nothing where an account needs no code, or this is a good one; each is good once.

    Raises:
        SecondFactorNeededError: the account needs a code, and none was typed.
        WrongSecretError, TooManyTriesError, StoreError: as their names say.
    """
    secret = await asyncio.to_thread(second_factor_of, store, account.id)
    if secret is None:
        return
    if not code.strip():
        raise SecondFactorNeededError
    with attempts.one_try("second factor", account.id, address):
        step = step_of(secret, code, clock())
        if step is None or not await asyncio.to_thread(use_step, store, account.id, step):
            attempts.wrong("second factor", account.id, address)
            line = Audited("", "anonymous", "login failed", account.id, "code")
            await asyncio.to_thread(write_line, store, line)
            raise WrongSecretError("this code")
