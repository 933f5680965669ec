"""Types of the browser for what the hub says, made from docs/schemas."""

import json
import sys
from pathlib import Path
from typing import Any

Schema = dict[str, Any]

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "schemas"
TYPES = ROOT / "dashboard" / "assets" / "shared" / "hub.d.ts"
# What the browser asks for and is told; what these refer to comes with them.
ANSWERS = (
    "AccountsAnswer", "AuditAnswer", "LoginsAnswer", "MeAnswer",
    "CalibrationAnswer", "CheckAnswer", "CheckedProtocolAnswer", "ClassesAnswer", "DevicesAnswer",
    "DoorAnswer", "ExamAnswer", "ExamBegunAnswer", "ExamsAnswer", "FinishedAnswer",
    "ForgottenAnswer", "ImportAnswer", "LearnersAnswer", "MarkHistoriesAnswer", "MarkHistoryAnswer",
    "MarksAnswer", "MarksFileAnswer", "NetworkAnswer", "NewestAnswer", "OwnExamsAnswer",
    "OwnMarksAnswer", "PreviewAnswer", "ProtocolFormAnswer", "ProtocolVersionsAnswer",
    "RefusedAnswer", "RosterAnswer", "SeatChecksAnswer", "SensorTestedAnswer", "SessionAnswer",
    "SessionDocument", "StationsAnswer", "TraceAnswer",
    "AgreementAnswer", "CutAnswer", "ExamColumnsAnswer", "HoursAnswer", "HoursFileAnswer",
    "PanelAnswer", "StandardsAnswer",
)  # fmt: skip
MESSAGES = (
    "HelloMessage",
    "LiveMessage",
    "LinkMessage",
    "HoldMessage",
    "SetMessage",
    "PadMessage",
    "AttentionMessage",
)
HEAD = """/**
 * What the hub says in JSON, from docs/schemas/openapi.json and docs/schemas/live.json.
 * Made by `python -m tests.schemas.typescript`; edit the types of the hub instead.
 */
"""
NAMES = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean"}


def types_text() -> str:
    """The whole file of types."""
    described = {
        **_read("openapi.json")["components"]["schemas"],
        **_read("live.json")["$defs"],
    }
    left, found = [*ANSWERS, *MESSAGES], set[str]()
    while left:
        name = left.pop()
        if name not in found:
            found.add(name)
            left.extend(_references(described[name]))
    return HEAD + "".join(_declaration(name, described[name]) for name in sorted(found))


def _read(name: str) -> Schema:
    read: Schema = json.loads((FOLDER / name).read_text(encoding="utf-8"))
    return read


def _references(schema: Any) -> list[str]:
    if isinstance(schema, list):
        return [name for each in schema for name in _references(each)]
    if not isinstance(schema, dict):
        return []
    own = [schema["$ref"].rpartition("/")[2]] if "$ref" in schema else []
    return own + [name for each in schema.values() for name in _references(each)]


def _declaration(name: str, schema: Schema) -> str:
    return f"\n{_comment(schema, '')}export type {name} = {_type(schema, '')};\n"


def _comment(schema: Schema, indent: str) -> str:
    text = " ".join(str(schema.get("description", "")).split())
    return f"{indent}/** {text} */\n" if text else ""


def _type(schema: Schema, indent: str) -> str:
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "const" in schema:
        return json.dumps(schema["const"])
    if "enum" in schema:
        return " | ".join(json.dumps(value) for value in schema["enum"])
    if "anyOf" in schema:
        return " | ".join(_type(each, indent) for each in schema["anyOf"])
    if "allOf" in schema:
        return " & ".join(f"({_type(each, indent)})" for each in schema["allOf"])
    if "type" not in schema:
        return "unknown"
    kinds = schema["type"]
    if isinstance(kinds, list):
        return " | ".join(_type({**schema, "type": kind}, indent) for kind in kinds)
    if kinds == "null":
        return "null"
    if kinds == "array":
        return _array(schema, indent)
    return _object(schema, indent) if kinds == "object" else NAMES[kinds]


def _array(schema: Schema, indent: str) -> str:
    if "prefixItems" in schema:
        return f"[{', '.join(_type(each, indent) for each in schema['prefixItems'])}]"
    return f"({_type(schema['items'], indent)})[]"


def _object(schema: Schema, indent: str) -> str:
    properties = schema.get("properties")
    if properties is None:
        others = schema.get("additionalProperties")
        return f"Record<string, {_type(others, indent) if isinstance(others, dict) else 'unknown'}>"
    inner, required = indent + "  ", schema.get("required", ())
    fields = "".join(
        f"{_comment(each, inner)}{inner}{name}{'' if name in required else '?'}: "
        f"{_type(each, inner)};\n"
        for name, each in properties.items()
    )
    return f"{{\n{fields}{indent}}}"


if __name__ == "__main__":
    TYPES.write_text(types_text(), encoding="utf-8")
    sys.stdout.write(f"{TYPES}\n")
