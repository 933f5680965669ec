"""CSV of Mark-10 MESUR gauge: the number of the reading, load, travel, time."""

from firmware_bridge.tables.dialect import Dialect, DialectExample

DIALECT = Dialect(
    title="Mark-10 MESUR",
    marks=(r"^Reading\s*[,;\t].*(?:Load|Force)\s*\[",),
    checked="maker's document",
    example=DialectExample(
        lines=(
            "Reading,Load [lbF],Travel [in],Time [s]\n"
            "1,1.0,0.5,0.00\n"
            "2,2.0,0.5,0.10\n"
            "3,3.0,0.5,0.20\n"
            "4,4.0,0.5,0.30\n"
            "5,5.0,0.5,0.40\n"
        ),
        columns=("Reading", "Load [lbF]", "Travel [in]", "Time [s]"),
        force="Load [lbF]",
        unit="N",
        t_s=(0.0, 0.1),
        values=(4.4482216152605, 8.896443230521),
    ),
)
