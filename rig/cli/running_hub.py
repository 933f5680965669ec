"""What a dashboard that runs on this machine says, if there is one."""

import http.client
import json

PATIENCE_S = 0.5


def stations_by_path(port: int) -> dict[str, str]:
    """Names of stations by the serial port they read; nothing where no dashboard answers.

    Args:
        port: of the dashboard on this machine.
    """
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
    try:
        line.request("GET", "/api/devices", headers={"Accept": "application/json"})
        said = json.loads(line.getresponse().read())
    except (OSError, http.client.HTTPException, ValueError):
        # Another program may listen there; the ports are named without their stations then.
        return {}
    finally:
        line.close()
    if not isinstance(said, dict) or not {"devices", "stations"} <= set(said):
        return {}
    names = {station["id"]: station["name"] for station in said["stations"]}
    return {
        row["path"]: names.get(row["station"], row["station"])
        for row in said["devices"]
        if row["path"] and row["station"]
    }
