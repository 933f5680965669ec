"""JSON Schema of the types that make our JSON: classes, and the functions that build it."""

import copy
import dataclasses
import enum
import json
import re
import types
import typing
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, Literal, NotRequired, Required, Union, get_args, get_origin

Schema = dict[str, Any]
Builder = Callable[["Shapes"], Schema]

PLAIN = {str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null"}


class Shapes:
    """Turns types into schemas and collects the named ones.

    Args:
        place: where the named ones are referred to.
        built: what the functions named in annotations make.
    """

    def __init__(self, place: str, built: Mapping[Any, Builder]) -> None:
        self.defs: dict[str, Schema] = {}
        self._makers: dict[str, Any] = {}
        self._place = place
        self._built = built

    def of(self, kind: Any) -> Schema:
        """The schema of a type."""
        origin, inner = get_origin(kind), get_args(kind)
        if kind is Any:
            return {}
        if kind in PLAIN:
            return {"type": PLAIN[kind]}
        if kind in self._built:
            return self._built[kind](self)
        if origin is Annotated:
            parts = [self.of(each) for each in inner[1:]]
            return parts[0] if len(parts) == 1 else self.merged(parts)
        if isinstance(kind, type) and issubclass(kind, enum.StrEnum):
            return {"enum": [each.value for each in kind]}
        if origin in (NotRequired, Required):
            return self.of(inner[0])
        if origin is Literal:
            return {"const": inner[0]} if len(inner) == 1 else {"enum": list(inner)}
        if origin in (Union, types.UnionType):
            return either([self.of(each) for each in inner])
        if origin is tuple and inner[-1] is not ...:
            items = [self.of(each) for each in inner]
            count = len(items)
            return {"type": "array", "prefixItems": items, "minItems": count, "maxItems": count}
        if origin in (list, tuple, Sequence):
            return {"type": "array", "items": self.of(inner[0])}
        if origin in (dict, Mapping):
            return {"type": "object", "additionalProperties": self.of(inner[1])}
        if typing.is_typeddict(kind) or dataclasses.is_dataclass(kind):
            return self.named(kind.__name__, lambda: self.fields(kind), kind)
        raise TypeError(f"no schema for {kind!r}: give it a type of its own")

    def named(self, name: str, make: Callable[[], Schema], maker: Any) -> Schema:
        """A reference to a schema under a name; `maker` tells two of one name apart."""
        if self._makers.setdefault(name, maker) is not maker:
            raise TypeError(f"two types are called {name}")
        if name not in self.defs:
            self.defs[name] = make()
        return {"$ref": self._place + name}

    def fields(self, kind: Any, only: Sequence[str] = ()) -> Schema:
        """A class as an object of exactly its fields, or of some of them."""
        hints = typing.get_type_hints(kind, include_extras=True)
        said = attributes_of(kind)
        names = list(only or hints)
        properties = {}
        for name in names:
            hint = hints.get(name) or typing.get_type_hints(getattr(kind, name).fget)["return"]
            properties[name] = self.of(hint) | ({"description": said[name]} if name in said else {})
        optional = getattr(kind, "__optional_keys__", ())
        required = [name for name in names if name not in optional]
        return obj(properties, required, "" if only else summary_of(kind))

    def merged(self, parts: Sequence[Schema]) -> Schema:
        """One object with the fields of all; of the same field the last one counts."""
        whole = self.seen(parts[0])
        for each in parts[1:]:
            whole = self._both(whole, self.seen(each))
        return whole

    def completed(self, schema: Schema, example: Mapping[str, Any]) -> Schema:
        """With the fields that the builder itself adds to those of a type, as an example has them.

        Such are the number of a format or of an engine: no field of the class it describes.
        """
        told = self.seen(schema)
        for name, value in example.items():
            known = told["properties"].get(name)
            if known is None:
                told["properties"][name] = inferred(value)
                told["required"].append(name)
            elif isinstance(value, Mapping) and "properties" in self.seen(known):
                self.completed(known, value)
        return schema

    def seen(self, schema: Schema) -> Schema:
        """What a reference refers to."""
        reference = schema.get("$ref")
        return self.defs[reference.removeprefix(self._place)] if reference else schema

    def used(self, whole: Schema) -> Schema:
        """The named schemas that are referred to, by name."""
        found: set[str] = set()
        waiting = [whole]
        while waiting:
            text = json.dumps(waiting.pop())
            for name in set(re.findall(rf'"{re.escape(self._place)}(\w+)"', text)) - found:
                found.add(name)
                waiting.append(self.defs[name])
        return {name: self.defs[name] for name in sorted(found)}

    def _both(self, one: Schema, other: Schema) -> Schema:
        if "anyOf" in other:
            return {"anyOf": [self._both(one, self.seen(each)) for each in other["anyOf"]]}
        names = (*one["required"], *other["required"])
        told = other.get("description") or one.get("description", "")
        return obj(one["properties"] | other["properties"], list(dict.fromkeys(names)), told)


def obj(properties: Schema, required: list[str] | None = None, description: str = "") -> Schema:
    """An object of exactly these properties; every one is there unless `required` says less."""
    told: Schema = {"description": description} if description else {}
    return told | {
        "type": "object",
        "properties": properties,
        "required": list(properties) if required is None else required,
        "additionalProperties": False,
    }


def either(options: Sequence[Schema]) -> Schema:
    """One of several schemas, as short as it can be said."""
    if all(set(each) == {"type"} for each in options):
        return {"type": [each["type"] for each in options]}
    return {"anyOf": list(options)}


def inferred(value: Any) -> Schema:
    """The schema of a value whose type is nowhere said."""
    if isinstance(value, dict):
        return obj({name: inferred(each) for name, each in value.items()})
    return {"type": PLAIN[type(value)]}


def without_newtons(schema: Schema, rename: Callable[[str], str]) -> Schema:
    """The same object where the unit is not newtons."""
    told = copy.deepcopy(schema)
    told["properties"] = {rename(name): each for name, each in told["properties"].items()}
    told["required"] = [rename(name) for name in told["required"]]
    return told


def summary_of(kind: Any) -> str:
    """The first paragraph of a class's docstring."""
    text = kind.__doc__ or ""
    if text.startswith(f"{kind.__name__}("):
        return ""
    return " ".join(text.partition("\n\n")[0].split())


def attributes_of(kind: Any) -> dict[str, str]:
    """What the docstring of a class says of each attribute."""
    _, _, listed = (kind.__doc__ or "").partition("Attributes:\n")
    indent = re.match(r" *", listed)
    if not indent or not listed:
        return {}
    said: dict[str, str] = {}
    for entry in re.split(rf"\n {{{len(indent.group())}}}(?=\S)", "\n" + listed.split("\n\n")[0]):
        names, _, words = entry.partition(":")
        for name in filter(None, names.replace("\n", " ").split(",")):
            said[name.strip()] = " ".join(words.split())
    return said
