"""Numbers that were printed, with where they were printed."""

import numpy as np

# Shrout and Fleiss 1979, Psychol Bull 86:420-428, doi 10.1037/0033-2909.86.2.420, table 2:
# six people, four judges. Intervals as R's psych::ICC prints them for the same table.
SHROUT_FLEISS = np.array(
    [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]], float
)
SHROUT_FLEISS_PRINTED = {
    "ICC(2,1)": (0.29, 0.019, 0.761),
    "ICC(3,1)": (0.71, 0.342, 0.946),
    "ICC(2,k)": (0.62, 0.071, 0.927),
    "ICC(3,k)": (0.91, 0.676, 0.986),
}

# Weir 2005, J Strength Cond Res 19:231-240, doi 10.1519/15184.1, data set A: eight people, two
# trials.
WEIR_A = np.array(
    [
        (146, 140), (148, 152), (170, 152), (90, 99),
        (157, 145), (156, 153), (176, 167), (205, 218),
    ],
    float,
)  # fmt: skip

# Bland and Altman 1986, Lancet 327:307-310, doi 10.1016/S0140-6736(86)90837-8, table 1: peak
# expiratory flow of 17 people in l/min, first reading by each meter.
WRIGHT = np.array(
    [494, 395, 516, 434, 476, 557, 413, 442, 650, 433, 417, 656, 267, 478, 178, 423, 427], float
)
MINI_WRIGHT = np.array(
    [512, 430, 520, 428, 500, 600, 364, 380, 658, 445, 432, 626, 260, 477, 259, 350, 451], float
)

# Cohen 1968, Psychol Bull 70:213-220, doi 10.1037/h0026256: shares of 200 joint diagnoses, and the
# weights of disagreement.
COHEN = np.array([[0.44, 0.07, 0.09], [0.05, 0.20, 0.05], [0.01, 0.03, 0.06]])
COHEN_WEIGHTS = np.array([[0, 1, 3], [1, 0, 6], [3, 6, 0]], float)
COHEN_LOPSIDED_WEIGHTS = np.array([[0, 1, 4], [1, 0, 6], [2, 2, 0]], float)

# Altman 1991, Practical Statistics for Medical Research, tables 14.2 (85 xeromammograms, two
# radiologists; Boyd and others 1982) and 14.3 (363 sera, two tests; Brostoff and others 1984).
XEROMAMMOGRAMS = np.array([[21, 12, 0, 0], [4, 17, 1, 0], [3, 9, 15, 2], [0, 0, 0, 1]], float)
ALLERGIES = np.array(
    [
        [86, 3, 14, 0, 2], [26, 0, 10, 4, 0], [20, 2, 22, 4, 1],
        [11, 1, 37, 16, 14], [3, 0, 15, 24, 48],
    ],
    float,
)  # fmt: skip

# The anxiety ratings that R's irr comes with, raters 2 and 3 of 20 people, and kappa2 of them as
# statsmodels' own tests print it. Nobody gave a 5, and kappa2 leaves that step out.
ANXIETY = np.array(
    [
        (3, 2), (6, 1), (4, 4), (6, 4), (2, 3), (4, 2), (2, 1), (4, 6), (3, 1), (3, 1),
        (2, 1), (3, 2), (3, 3), (3, 3), (2, 1), (2, 1), (1, 3), (3, 3), (3, 2), (4, 2),
    ],
    float,
)  # fmt: skip
ANXIETY_PRINTED = {"none": -0.006289308, "linear": 0.1459075, "quadratic": 0.2520325}

# An example of SAS as statsmodels prints and tests it.
SAS = np.array([[0, 4, 1], [0, 8, 0], [0, 1, 5]], float)

NORRIS_X = [
    0.2, 337.4, 118.2, 884.6, 10.1, 226.5, 666.3, 996.3, 448.6, 777.0, 558.2, 0.4, 0.6, 775.5,
    666.9, 338.0, 447.5, 11.6, 556.0, 228.1, 995.8, 887.6, 120.2, 0.3, 0.3, 556.8, 339.1, 887.2,
    999.0, 779.0, 11.1, 118.3, 229.2, 669.1, 448.9, 0.5,
]  # fmt: skip
"""NIST Statistical Reference Datasets, linear regression, Norris: a line with certified digits."""
NORRIS_Y = [
    0.1, 338.8, 118.1, 888.0, 9.2, 228.1, 668.5, 998.5, 449.1, 778.9, 559.2, 0.3, 0.1, 778.1,
    668.8, 339.3, 448.9, 10.8, 557.7, 228.3, 998.0, 888.8, 119.6, 0.3, 0.6, 557.6, 339.3, 888.0,
    998.5, 778.9, 10.2, 117.6, 228.9, 668.4, 449.2, 0.2,
]  # fmt: skip
