"""The lesson is over: its students are out, however the instructor says so."""

import pytest
import websockets

from rig.store.people.logins import live_logins
from rig.store.people.roster import add_to_class, create_class
from tests.hub.conftest import RunRig
from tests.hub.entering import browser, cookies_of, front, heard_to_the_end, live


@pytest.mark.parametrize(("way", "said"), [("code/end", {}), ("end", {"over": True})])
async def test_of_a_class_that_is_closed_nobody_stays_inside(run_rig: RunRig, way, said):
    async with run_rig(front=front()) as rig, browser(rig) as ana:
        class_id = create_class(rig.store, "Tuesday", "")
        learner = add_to_class(rig.store, class_id, "Ana")
        code = (await rig.post(f"/api/classes/{class_id}/code")).json()["code"]
        asked = {"code": code, "learner_id": learner, "pin": "480213"}
        assert (await ana.post("/api/join", json=asked)).json()["state"] == "in"
        socket = await live(rig, cookies_of(ana))
        closed = await rig.post(f"/api/classes/{class_id}/{way}", said)
        assert closed.status_code == 200
        with pytest.raises(websockets.ConnectionClosed) as ended:
            await heard_to_the_end(socket)
        assert ended.value.rcvd.code == 4401
        assert (await ana.get("/api/me")).json()["role"] == "anonymous"
        assert live_logins(rig.store) == ()
