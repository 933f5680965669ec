"""Names of the rig that notebooks import, where they were before: the table old modules ask."""

from types import MappingProxyType
from typing import Final

from firmware_bridge.deprecated import Moved

MOVED: Final[Moved] = MappingProxyType(
    {
        ("rig.hold", "Hold"): ("rig.engine.hold", "Hold"),
        ("rig.hold", "HoldMetrics"): ("rig.engine.hold", "HoldMetrics"),
        ("rig.protocols", "built_in"): ("rig.protocols.library", "built_in"),
        ("rig.protocols", "plain_target"): ("rig.protocols.library", "plain_target"),
        ("rig.rubric", "HOLD_SCORE_1"): ("rig.engine.scoring.rubric", "HOLD_SCORE_1"),
        ("rig.rubric", "Rubric"): ("rig.engine.scoring.rubric", "Rubric"),
        ("rig.score", "HoldScore"): ("rig.engine.scoring.score", "HoldScore"),
        ("rig.score", "score_hold"): ("rig.engine.scoring.score", "score_hold"),
    }
)
