"""What the pages make of protocols, sessions and numbers."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from dash.development.base_component import Component
from hypothesis import given
from hypothesis import strategies as st

from dashboard.app import PAGES
from dashboard.hub_json import HubClient
from dashboard.pages import board, calibration, practice, protocols, session, sessions
from dashboard.protocol_rows import choices, flat
from dashboard.shell import frame
from dashboard.theme import GRAPH_CONFIG
from dashboard.words import MISSING, day_and_time, newtons, number, points, seconds, times
from rig.engine.scoring.results import protocol_json
from rig.protocols.library import built_in

NOBODY = HubClient("http://127.0.0.1:9")
ROWS = [flat(protocol_json(protocol)) for protocol in built_in().values()]


def words_of(component: Component) -> str:
    return json.dumps(component.to_plotly_json(), default=lambda part: part.to_plotly_json())


def test_a_flat_protocol_carries_its_target_and_the_edges_of_its_band() -> None:
    row = flat({"id": "x", "target": {"force_n": 20.0, "band_frac": 0.1}})
    assert row["low_n"] == pytest.approx(18.0)
    assert row["high_n"] == pytest.approx(22.0)
    assert "target" not in row


def test_every_protocol_is_offered_by_the_name_a_person_reads() -> None:
    assert {"value": "tp-hold", "label": built_in()["tp-hold"].name} in choices(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row["id"]))
def test_a_protocol_card_has_every_number_with_its_unit(row: dict[str, object]) -> None:
    shown = dict(protocols.numbers(row))
    assert shown["Band"].endswith(" N")
    assert shown["Hold"].endswith(" s")
    assert shown["Press in"].endswith(" N/s")
    assert MISSING not in shown.values()


@pytest.mark.parametrize("page", [practice, board, sessions, protocols])
def test_while_the_hub_is_silent_a_page_says_so_and_what_to_do(page: object) -> None:
    text = words_of(page.layout(NOBODY))  # type: ignore[attr-defined]
    assert "not running" in text
    assert "steadyhold run" in text


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"mean_score": 58.66, "use": "practice"}, ["58.7", "practice only"]),
        ({"mean_score": 58.66, "use": "practice", "simulated": True}, ["58.7", "simulated"]),
        ({"mean_score": 82.4, "expanded": 3.2, "use": "formative"}, [points(82.4, 3.2)]),
        ({"mean_score": 82.4, "expanded": 3.2, "use": "graded"}, [points(82.4, 3.2)]),
        ({"mean_score": None, "use": "practice"}, [MISSING]),
    ],
)
def test_a_score_of_the_list_says_how_far_it_can_be_trusted(
    row: dict[str, object], words: list[str]
) -> None:
    cell = sessions.score_cell(row)
    assert [part if isinstance(part, str) else part.children for part in cell.children] == words


def test_an_address_without_a_session_leads_back_to_all_of_them() -> None:
    text = words_of(session.layout(NOBODY, session_id="../etc/passwd"))
    assert "No such session" in text
    assert "/sessions" in text


def test_the_plot_of_a_session_shows_force_band_and_holds() -> None:
    hold = {"plateau_start_s": 3.0, "plateau_end_s": 13.0}
    plot = session.figure({"t_s": [0.0, 1.0], "force_n": [0.0, None]}, ROWS[0], [hold])
    assert plot["data"][0]["y"] == [0.0, None]
    assert len(plot["layout"]["shapes"]) == 2
    assert plot["layout"]["xaxis"]["title"]["text"] == "time in s"
    assert plot["layout"]["yaxis"]["title"]["text"] == "force in N"


def test_no_plot_offers_to_send_its_data_away() -> None:
    assert GRAPH_CONFIG["showSendToCloud"] is False
    assert GRAPH_CONFIG["plotlyServerURL"] == ""
    assert GRAPH_CONFIG["displaylogo"] is False


@given(st.floats(min_value=0, max_value=100) | st.none())
def test_a_score_is_a_short_number_or_a_dash(score: float | None) -> None:
    assert len(points(score)) <= 4


def test_numbers_are_shown_the_way_people_write_them() -> None:
    assert [newtons(25.0), newtons(22.54), newtons(None)] == ["25 N", "22.5 N", MISSING]
    assert [seconds(30.0), seconds(None)] == ["30 s", MISSING]
    assert [number(28.75), number(30.0)] == ["28.75", "30"]
    assert [points(100.0), points(89.57), points(None)] == ["100", "89.6", MISSING]
    assert [times(1), times(2), times(3)] == ["once", "twice", "3 times"]
    assert [day_and_time(None), day_and_time("yesterday")] == [MISSING, MISSING]


def test_a_moment_is_shown_with_its_day() -> None:
    assert "2025" in day_and_time("2025-03-03T14:05:00+00:00")


class _TwoPads(BaseHTTPRequestHandler):
    """A hub with two stations, of which the second is being calibrated."""

    def do_GET(self) -> None:
        bench = {"step": 8} if self.path.endswith("/door") else None
        words = (
            {"stations": [{"id": "window"}, {"id": "door"}]}
            if self.path.endswith("/stations")
            else {"bench": bench}
        )
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(words).encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_the_calibration_page_comes_back_to_the_pad_that_is_being_calibrated() -> None:
    with HTTPServer(("127.0.0.1", 0), _TwoPads) as server:
        serving = threading.Thread(target=server.serve_forever)
        serving.start()
        hub = HubClient(f"http://127.0.0.1:{server.server_port}")
        assert '"data-station": "door"' in words_of(calibration.layout(hub))
        assert '"data-station": "window"' in words_of(calibration.layout(hub, "window"))
        server.shutdown()
        serving.join()


def test_every_module_of_the_pages_is_listed_and_no_address_twice() -> None:
    modules = {path.stem for path in Path(board.__file__).parent.glob("[!_]*.py")}
    assert {page.name for page in PAGES} == modules
    addresses = [path for page in PAGES for path in page.paths]
    assert len(addresses) == len(set(addresses))


def test_the_tabs_lead_to_the_pages_in_the_order_they_are_listed() -> None:
    shown = words_of(frame(PAGES, None))
    places = [shown.index(f'"href": "{page.paths[0]}"') for page in PAGES if page.tab]
    assert places[1:] == sorted(places[1:])
    assert "/sessions/<" not in shown
