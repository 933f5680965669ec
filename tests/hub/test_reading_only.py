"""Nothing that is asked with GET changes the record, whoever asks and whatever is there."""

import sqlite3
from pathlib import Path

from rig.hub.http.routes import ROUTES
from tests.hub.exam_room import planned

pytest_plugins = ["tests.hub.class_room"]

# Copies that are taken out are noted there; when a login was last used is kept with it.
GROWS_BY_READING = ('INSERT INTO "audit"', 'INSERT INTO "logins"')


async def test_no_route_that_reads_changes_a_row_of_the_record(room):
    rig = room.rig
    await rig.post(f"/api/learners/{room.ana}/rename", {"name": "Ana B."})
    exam = await planned(rig, room.class_id)
    at = {
        "class": room.class_id,
        "learner": room.ana,
        "exam": exam["about"]["id"],
        "protocol": "short",
        "station": "pad-1",
    }
    before = rows_of(rig.store)
    answered = 0
    for route in ROUTES:
        if route.method != "GET":
            continue
        path = route.path
        for name, value in at.items():
            path = path.replace(f"{{{name}}}", value)
        answered += (await rig.http.get(path)).status_code == 200
        assert rows_of(rig.store) == before, route.path
    assert answered > 20


def rows_of(store: Path) -> list[str]:
    """Every row of every table, but those that are to grow."""
    with sqlite3.connect(f"file:{store}?mode=ro", uri=True) as connection:
        return [line for line in connection.iterdump() if not line.startswith(GROWS_BY_READING)]
