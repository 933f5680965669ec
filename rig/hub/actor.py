"""Who asks, as a signed line from the hub to the web process.

The hub is the only way in. It strips whatever identity a browser claims and writes its own header,
signed with a secret that lives as long as one start of the hub and reaches the web process by its
environment only. The web process refuses every request without a valid one, and the hub every
answer that is not signed in return: whoever listens in the place of the web process has no secret.
"""

import hashlib
import hmac
from collections.abc import Mapping
from typing import Any

from rig.school.actor import NOBODY, Actor
from rig.school.roles import is_role

HEADER = "X-Steadyhold-Actor"
ANSWER_HEADER = "X-Steadyhold-Answer"
SECRET_VARIABLE = "STEADYHOLD_WEB_SECRET"  # noqa: S105 - the name of a variable, not a secret
SCOPE_KEY = "steadyhold.actor"
"""Where the guard leaves the actor for whatever stands behind it, and the door of the pages too."""
VERSION = "v2"

# Long enough for a page that computes while the clock is stepped, short enough to be worthless.
VALID_S = 300.0


def signed_actor(actor: Actor, secret: str, now_s: float) -> str:
    """Value of the header for one request.

    Args:
        actor: its ids are opaque and have no dots.
        secret: the secret of this start.
        now_s: epoch seconds.
    """
    ids = f"{actor.id}.{actor.role}.{actor.learner_id}.{actor.class_id}"
    stamp = f"{VERSION}.{ids}.{int(now_s)}"
    return f"{stamp}.{_signature(stamp, secret)}"


def verified_actor(header: str, secret: str, now_s: float) -> Actor | None:
    """Actor of a signed header; None when it is missing, forged, or older than `VALID_S`."""
    stamp, _, signature = header.rpartition(".")
    if not secret or not hmac.compare_digest(
        signature.encode(), _signature(stamp, secret).encode()
    ):
        return None
    version, actor_id, role, learner_id, class_id, signed_at = stamp.split(".")
    if version != VERSION or not is_role(role) or abs(now_s - int(signed_at)) > VALID_S:
        return None
    return Actor(actor_id, role, learner_id, class_id)


def actor_in(scope: Mapping[str, Any]) -> Actor:
    """Who asks, as the guard found it; nobody where no guard has looked."""
    found = scope.get(SCOPE_KEY, NOBODY)
    return found if isinstance(found, Actor) else NOBODY


def signed_answer(asked: str, secret: str) -> str:
    """Value of the header of an answer to a request that carried `asked`."""
    return _signature(f"answer.{asked}", secret)


def is_answer(header: str, asked: str, secret: str) -> bool:
    """Whether an answer is from whoever knows the secret."""
    return hmac.compare_digest(header.encode(), signed_answer(asked, secret).encode())


def _signature(stamp: str, secret: str) -> str:
    return hmac.new(secret.encode(), stamp.encode(), hashlib.sha256).hexdigest()
