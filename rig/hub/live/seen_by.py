"""What of a station somebody may see and steer: students only what is free, or their own."""

from dataclasses import replace

from rig.hub.live.channel import StationDescription
from rig.school.actor import Actor

TAKEN = "taken"
"""In the place of the id of a session that belongs to somebody else."""


def may_follow(actor: Actor, about: StationDescription) -> bool:
    """Whether live numbers of a station are somebody's to see, and its acts theirs to do."""
    if actor.role == "instructor":
        return True
    is_free = about.session is None
    return actor.role == "student" and (is_free or _is_own(actor, about))


def may_speak_at(actor: Actor, about: StationDescription) -> bool:
    """Whether calls and messages of a station are somebody's: theirs whose seat it is."""
    is_theirs = not about.learner_id or _is_own(actor, about)
    return may_follow(actor, about) and (actor.role == "instructor" or is_theirs)


def seen_by(actor: Actor, about: StationDescription) -> StationDescription:
    """A station without what it tells of somebody else."""
    if actor.may_read_names or _is_own(actor, about):
        return about
    return replace(
        about,
        learner_id="",
        learner_name="",
        session=None if about.session is None else TAKEN,
        last_session=None,
        last_score=None,
        last_expanded=None,
        notice=None if about.learner_id else about.notice,
    )


def _is_own(actor: Actor, about: StationDescription) -> bool:
    return bool(actor.learner_id) and about.learner_id == actor.learner_id
