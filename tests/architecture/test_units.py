import ast
from collections.abc import Iterator

from tests.architecture import sources

UNITS = (
    "_points",
    "_n",
    "_n2",
    "_s",
    "_ms",
    "_hz",
    "_pct",
    "_frac",
    "_raw",
    "_raw2",
    "_cm2",
    "_kpa",
    "_px",
    "_bytes",
    "_counts",
    "_degc",
    "_k",
    "_kg",
    "_min",
    "_decade",
    "_m3",
    "_s2",
    "_deg",
    "_m",
)

# Scores and weights are points out of 100; the others carry their unit beside them.
BARE = {
    "raw": "device's own unit, named in Traits.unit",
    "value": "unit in the field `unit` or in the docstring",
    "low": "unit in the field `unit` beside it",
    "high": "unit in the field `unit` beside it",
    "was": "points of 100",
    "now": "points of 100",
    "values": "unit in the field `unit`",
    "noise": "unit of the record it was found in",
    "spread": "unit of the record it was found in",
    "walk": "unit of the record it was found in",
    "zero": "device's own unit",
    "samples": "device's own unit",
    "time": "unit of a column of a table of any kind",
    "segment": "a label that is a number",
    "factor": "a factor",
    "speed": "a factor",
    "hold_share": "0..1 of a hold",
    "share": "0..1 of a weight",
    "weight": "points of 100",
    "weights": "points of 100",
    "points": "points of 100",
    "lost": "points of 100",
    "pass_mark": "points of 100",
    "grey_points": "points of 100",
    "half_width": "points of 100",
    "criteria": "points of 100",
    "minutes": "the unit itself",
    "score": "points of 100",
    "scores": "points of 100",
    "mean_score": "points of 100",
    "sd_score": "points of 100",
    "worst_score": "points of 100",
    "last_score": "points of 100",
    "set_scores": "points of 100",
    "last_expanded": "points of 100",
    "pass_score": "points of 100",
    "expanded": "unit of the result it belongs to",
    "metrics": "unit in the name each value stands under",
    "cap_poor": "points of 100",
    "cap_ceiling": "points of 100",
    "anchors": "as the key of the criterion in a rubric file says",
    "coefficients": "units of y per unit of x to the k",
    "coefficient_sd": "as the coefficients",
    "residuals": "unit of y",
    "residual_sd": "unit of y",
    "r_squared": "a share",
    "ratio": "a ratio",
    "exponent": "a power",
    "covariance": "units of the coefficients, two by two",
    "logs": "logarithms",
    "logs_sd": "logarithms",
    "turn_on": "unit of the table it was found in",
    "largest": "unit of the table it was found in",
    "shared": "unit of the result it belongs to",
    "press": "unit of the result it belongs to",
    "strains": "share of full scale",
    "loop": "a direction, -1 or 1",
    "kg": "the unit itself",
    "n": "the unit itself",
    "bias": "unit of the marks compared",
    "sd": "unit of the marks compared",
    "sem": "unit of the marks compared",
    "mdc95": "unit of the marks compared",
    "ms_rows": "unit of the marks compared, squared",
    "ms_columns": "unit of the marks compared, squared",
    "ms_error": "unit of the marks compared, squared",
    "marks": "unit of the marks compared",
    "basis": "unit of the marks compared",
    "borderline_mark": "on the examiner's scale",
    "x": "unit of a column of a table of any kind",
    "y": "unit of a column of a table of any kind",
}


def test_every_quantity_carries_its_unit_in_its_name():
    bare = [
        f"{place} {field}"
        for place, field in _float_fields()
        if not _carries_a_unit(field.lstrip("_"))
    ]
    assert bare == []


def _carries_a_unit(field: str) -> bool:
    # What begins with raw is in the device's own unit, which Traits names.
    return field.endswith(UNITS) or field.startswith("raw_") or field in BARE


def _float_fields() -> Iterator[tuple[str, str]]:
    for path in sources.modules():
        for node in ast.walk(sources.tree(path)):
            if not isinstance(node, ast.ClassDef) or not _is_value(node):
                continue
            for item in node.body:
                if (
                    isinstance(item, ast.AnnAssign)
                    and isinstance(item.target, ast.Name)
                    and "float" in ast.unparse(item.annotation)
                    and "Callable" not in ast.unparse(item.annotation)
                ):
                    yield f"{sources.name(path)}:{item.lineno}", item.target.id


def _is_value(node: ast.ClassDef) -> bool:
    words = [ast.unparse(each) for each in [*node.decorator_list, *node.bases]]
    return any("dataclass" in word or "NamedTuple" in word for word in words)
