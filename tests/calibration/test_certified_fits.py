"""Reference sets with certified solutions (NIST StRD, linear regression) are reproduced.

Pontius is tested in test_fits_and_zeros.py. Norris is shipped with scipy's own tests; Longley,
the hardest for its nearly dependent columns, is written out here (public domain).
"""

import re
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from calibration.fit.curves import fit_table, least_squares

DIGITS = 1e-9

# Employment, then deflator, product, unemployed, armed forces, population, year.
LONGLEY = (
    (60323, 83, 234289, 2356, 1590, 107608, 1947),
    (61122, 88.5, 259426, 2325, 1456, 108632, 1948),
    (60171, 88.2, 258054, 3682, 1616, 109773, 1949),
    (61187, 89.5, 284599, 3351, 1650, 110929, 1950),
    (63221, 96.2, 328975, 2099, 3099, 112075, 1951),
    (63639, 98.1, 346999, 1932, 3594, 113270, 1952),
    (64989, 99, 365385, 1870, 3547, 115094, 1953),
    (63761, 100, 363112, 3578, 3350, 116219, 1954),
    (66019, 101.2, 397469, 2904, 3048, 117388, 1955),
    (67857, 104.6, 419180, 2822, 2857, 118734, 1956),
    (68169, 108.4, 442769, 2936, 2798, 120445, 1957),
    (66513, 110.8, 444546, 4681, 2637, 121950, 1958),
    (68655, 112.6, 482704, 3813, 2552, 123366, 1959),
    (69564, 114.2, 502601, 3931, 2514, 125368, 1960),
    (69331, 115.7, 518173, 4806, 2572, 127852, 1961),
    (70551, 116.9, 554894, 4007, 2827, 130081, 1962),
)
LONGLEY_COEFFICIENTS = (
    -3482258.63459582, 15.0618722713733, -0.358191792925910e-01, -2.02022980381683,
    -1.03322686717359, -0.511041056535807e-01, 1829.15146461355,
)  # fmt: skip
LONGLEY_DEVIATIONS = (
    890420.383607373, 84.9149257747669, 0.334910077722432e-01, 0.488399681651699,
    0.214274163161675, 0.226073200069370, 455.478499142212,
)  # fmt: skip


def norris() -> str | None:
    spec = find_spec("scipy")
    if spec is None or spec.origin is None:
        return None
    path = Path(spec.origin).parent / "stats/tests/data/nist_linregress/Norris.dat"
    return path.read_text() if path.exists() else None


def test_longley_is_reproduced_to_nine_digits():
    table = np.array(LONGLEY, dtype=float)
    design = np.column_stack((np.ones(len(table)), table[:, 1:]))
    solution = least_squares(design, table[:, 0])
    deviations = np.sqrt(np.diag(solution.covariance))
    assert solution.coefficients == pytest.approx(LONGLEY_COEFFICIENTS, rel=DIGITS)
    assert deviations == pytest.approx(LONGLEY_DEVIATIONS, rel=DIGITS)
    assert solution.residual_sd == pytest.approx(304.854073561965, rel=DIGITS)


@pytest.mark.skipif(norris() is None, reason="this build of scipy ships no test data")
def test_norris_is_reproduced_to_nine_digits():
    text = norris() or ""
    data = np.array([line.split() for line in text.splitlines()[60:] if line.strip()], dtype=float)
    certified = dict(re.findall(r"^\s+(B[01])\s+(\S+\s+\S+)\s*$", text, re.MULTILINE))
    pairs = np.array([certified[name].split() for name in ("B0", "B1")], dtype=float)
    [residual_sd] = re.findall(r"Standard Deviation\s+([\d.E+-]+)", text)
    fit = fit_table(data[:, 1], data[:, 0], "line")
    assert fit.coefficients == pytest.approx(pairs[:, 0], rel=DIGITS)
    assert fit.coefficient_sd == pytest.approx(pairs[:, 1], rel=DIGITS)
    assert fit.residual_sd == pytest.approx(float(residual_sd), rel=DIGITS)
