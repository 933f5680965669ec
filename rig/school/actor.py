"""Who asks: the one value that every act, every object and every page is given."""

from dataclasses import dataclass

from rig.school.roles import Role


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody, as far as doors know them; no name.

    Attributes:
        id: of the account or of the learner; what recordings and the audit log keep as `by`.
        role: what they may do.
        learner_id: whose presses are their own; empty for whoever does not press here.
        class_id: the class they joined; empty for all of them.
    """

    id: str
    role: Role
    learner_id: str = ""
    class_id: str = ""

    def may_see_presses_of(self, learner_id: str) -> bool:
        """Whether recordings and live numbers of this learner are theirs to see."""
        if self.role == "student":
            return bool(learner_id) and learner_id == self.learner_id
        return self.role in ("instructor", "researcher")

    @property
    def may_read_names(self) -> bool:
        """Whether they are shown who somebody is; others see pseudonyms."""
        return self.role == "instructor"


LOCAL = Actor("local", "instructor")
"""Whoever sits at this machine while no other machine is served."""
NOBODY = Actor("", "anonymous")
"""Whoever has not said who they are."""
