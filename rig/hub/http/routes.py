"""Every route of the API, in the order they are served; docs/api.md has the same."""

from rig.hub.answers import HealthAnswer
from rig.hub.http import (
    calibration_api,
    check_api,
    devices_api,
    door_api,
    passports_api,
    protocols_api,
    record_api,
    stations_api,
)
from rig.hub.http.entry import (
    accounts_api,
    audit_api,
    entry_api,
    factor_api,
    joining_api,
    who_is_in_api,
)
from rig.hub.http.exams import plan_api, ratings_api, run_api
from rig.hub.http.hours import hours_api
from rig.hub.http.json_route import Call, JsonRoute, reads
from rig.hub.http.marks import gradebook_api, own_marks_api, reports_api
from rig.hub.http.school import class_api, help_api, learners_api, together_api
from rig.hub.http.standards import exam_columns_api, panel_api, standards_api
from rig.school.roles import ANYBODY


async def _health(call: Call) -> HealthAnswer:
    # What is wrong names files and people's folders.
    is_known = call.actor.role != "anonymous"
    return HealthAnswer(
        software=call.hub.software,
        clients=call.hub.clients.count,
        dropped=call.hub.clients.dropped,
        pages="up" if call.web.answers else "starting",
        page_starts=call.web.starts,
        trouble=call.hub.trouble if is_known else "",
        warning=call.hub.warning if is_known else "",
    )


HEALTH = reads("/healthz", _health, HealthAnswer, "How the rig is", open_to=ANYBODY)

ROUTES: tuple[JsonRoute, ...] = (
    HEALTH,
    *stations_api.ROUTES,
    *together_api.ROUTES,
    *help_api.ROUTES,
    *protocols_api.ROUTES,
    *record_api.ROUTES,
    *class_api.ROUTES,
    *learners_api.ROUTES,
    # "/api/exams/own" is asked before an exam of that id is looked for.
    *ratings_api.ROUTES,
    *plan_api.ROUTES,
    *run_api.ROUTES,
    *standards_api.ROUTES,
    *panel_api.ROUTES,
    *exam_columns_api.ROUTES,
    *devices_api.ROUTES,
    *calibration_api.ROUTES,
    *passports_api.ROUTES,
    *check_api.ROUTES,
    *door_api.ROUTES,
    *entry_api.ROUTES,
    *joining_api.ROUTES,
    *accounts_api.ROUTES,
    *who_is_in_api.ROUTES,
    *factor_api.ROUTES,
    *audit_api.ROUTES,
    *gradebook_api.ROUTES,
    *own_marks_api.ROUTES,
    *hours_api.ROUTES,
    *reports_api.ROUTES,
)
