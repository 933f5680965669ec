"""Passwords, PINs, tokens and codes: made, hashed, compared; never kept as they are."""

import asyncio
import hashlib
import secrets
from concurrent.futures import ThreadPoolExecutor

from pwdlib import PasswordHash
from pwdlib.exceptions import UnknownHashError
from pwdlib.hashers.argon2 import Argon2Hasher

# OWASP's cheat sheet on password storage: argon2id with 19 MiB, 2 passes, 1 lane. A class that
# joins at once is hashed one after the other beside the live stream.
_MEMORY_KIB, _PASSES, _LANES = 19_456, 2, 1
# No letter that a child reads as another from across a room.
_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
TOKEN_BYTES = 32


def new_token() -> str:
    """256 random bits, as they stand in a cookie."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def token_hash(token: str) -> str:
    """What is kept of a token or of a long random code; nobody finds the way back."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_code(groups: int) -> str:
    """A code to be read from a screen and typed, four letters a group."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(groups))


def as_code(typed: str) -> str:
    """A code as it was made, however it was typed."""
    plain = "".join(each for each in typed.upper() if each.isalnum())
    return "-".join(plain[at : at + 4] for at in range(0, len(plain), 4))


def argon2() -> PasswordHash:
    """Makes and compares what is kept of passwords and PINs."""
    hasher = Argon2Hasher(time_cost=_PASSES, memory_cost=_MEMORY_KIB, parallelism=_LANES)
    return PasswordHash((hasher,))


class Hasher:
    """Hashes off the event loop, one at a time."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="hash")
        self._hash = argon2()
        self._of_nobody = self._pool.submit(self._hash.hash, new_token())

    async def hashed(self, secret: str) -> str:
        """What is kept of a password or a PIN."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._pool, self._hash.hash, secret)

    async def is_right(self, secret: str, kept: str | None) -> bool:
        """Whether a secret is the one that is kept; without one it takes as long to say no."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._pool, self._verified, secret, kept)

    def close(self) -> None:
        """Hash no more."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _verified(self, secret: str, kept: str | None) -> bool:
        try:
            is_it = self._hash.verify(secret, kept or self._of_nobody.result())
        except UnknownHashError:
            return False
        return is_it and kept is not None
