"""The rows of the Devices page: every sensor once, wherever it is on its way to."""

from rig.config.assignments import Assignment
from rig.discovery.listener import SensorHeard
from rig.discovery.ports import Port
from rig.discovery.rows import StationSensor, all_rows, port_id

PAD = "a1b2c3d4e5f60718"


def reading(uri: str, path: str) -> StationSensor:
    return StationSensor(
        "pad-1",
        "Window",
        uri,
        path,
        PAD,
        SensorHeard(kind="board", identity=PAD),
        "lost",
        "unplugged",
    )


def test_a_pad_in_another_socket_is_one_row_while_its_station_still_looks_for_it():
    port = Port("/dev/ttyACM1", "", "Steadyhold board", "", "", False, True)
    heard = {port_id(port): SensorHeard(state="heard", kind="board", identity=PAD)}
    held = Assignment("serial", "board", PAD, "", "/dev/ttyACM0", "Steadyhold board")
    readings = [reading("serial:/dev/ttyACM0", "/dev/ttyACM0")]
    rows = all_rows([port], [], heard, readings, {"pad-1": held})
    assert [(row.identity, row.path) for row in rows] == [(PAD, "/dev/ttyACM1")]


def test_a_pad_that_is_nowhere_keeps_the_row_of_its_station():
    held = Assignment("serial", "board", PAD, "", "/dev/ttyACM0", "Steadyhold board")
    rows = all_rows([], [], {}, [reading("serial:/dev/ttyACM0", "/dev/ttyACM0")], {"pad-1": held})
    assert [(row.id, row.identity) for row in rows] == [("station:pad-1", PAD)]
