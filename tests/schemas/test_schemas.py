"""The schemas of docs/schemas are those of today's code, and whatever is told fits them."""

import json
import struct

import pytest
from jsonschema import Draft202012Validator, ValidationError

from rig.export.session import export_session
from rig.hub.live.frames import Tile, wall_frame
from rig.store.recorder import Recorder
from rig.store.session_json import session_document
from tests.schemas import checked
from tests.schemas.documents import FOLDER, every_document, text_of
from tests.store import build


def test_every_schema_is_as_the_code_makes_it():
    made = {f"{name}.json": text_of(schema) for name, schema in every_document()}
    kept = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.json")}
    changed = [name for name in {*made, *kept} if made.get(name) != kept.get(name)]
    assert not changed, "run `make schemas` and look at what it changed"


def test_every_schema_is_a_schema():
    for _, schema in every_document():
        if "$schema" in schema:
            Draft202012Validator.check_schema(schema)
        for part in schema.get("components", {}).get("schemas", {}).values():
            Draft202012Validator.check_schema(part)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    path = tmp_path_factory.mktemp("store") / "steadyhold.db"
    with Recorder(path) as recorder:
        build.record(recorder, build.header(), build.pressing())
        build.record(recorder, build.header("cut"), build.pressing(seconds=3), ended="")
    return path


@pytest.mark.parametrize("session_id", ["a1", "cut"])
def test_the_provenance_and_the_tables_of_an_export_fit(store, tmp_path, session_id):
    export_session(store, session_id, tmp_path, "csv")
    told = json.loads((tmp_path / f"{session_id}_provenance.json").read_text(encoding="utf-8"))
    checked.check_document(told)
    described = {each["name"]: each for each in checked.schema("export-tables")["tables"]}
    for file in told["files"]:
        table = described[file["name"].removeprefix(f"{session_id}_").removesuffix(".csv")]
        columns = [
            {key: field[key] for key in ("name", "unit")} | {"meaning": field["description"]}
            for field in table["fields"]
        ]
        assert file["columns"] == (columns if file["columns"] else [])


@pytest.mark.parametrize(
    "change",
    [
        lambda told: told["session"].pop("samples"),
        lambda told: told["session"].update(more=1),
        lambda told: told["session"]["holds"][0]["score"].update(score="82"),
        lambda told: told["session"]["holds"][0]["metrics"].pop("mean_n"),
        lambda told: told["session"]["protocol"]["target"].update(low_n=None),
        lambda told: told.update(schema="steadyhold.sessions/99"),
    ],
    ids=["gone", "new", "type", "measure", "null", "format"],
)
def test_a_field_that_is_gone_new_or_of_another_type_does_not_fit(store, change):
    told = session_document(store, "a1")
    checked.check_document(told)
    change(told)
    with pytest.raises(ValidationError):
        checked.check_document(told)


def test_a_frame_can_be_read_by_its_description_alone():
    kinds = {"u8": "B", "u16": "H", "u32": "I", "f32": "f", "f64": "d"}
    described = checked.schema("live-frames")
    wall = next(each for each in described["frames"] if each["name"] == "wall")
    tile = wall["then"][0]
    frame = wall_frame([Tile(3, 21.0, 19.0, 22.0, 3.5, "in", "holding", 0.25)], 9, 1e12)

    head = struct.Struct("<" + "".join(kinds[each["type"]] for each in wall["header"]))
    names = [each["name"] for each in wall["header"]]
    named = dict(zip(names, head.unpack_from(frame), strict=True))
    assert head.size == wall["header_bytes"]
    assert named == {"kind": 2, "version": 1, "n": 1, "seq": 9, "epoch_ms": 1e12}

    body = struct.Struct("<" + "".join(kinds[each["type"]] for each in tile["fields"]))
    values = body.unpack_from(frame, head.size)
    told = dict(zip([each["name"] for each in tile["fields"]], values, strict=True))
    assert (body.size, told["index"], told["force_n"]) == (tile["tile_bytes"], 3.0, 21.0)
    assert described["zones"][str(int(told["zone"]))] == "in"
    assert described["phases"][str(int(told["phase"]))] == "holding"
