"""Files of OpenSim: keys, `endheader`, names; forces in newtons."""

from firmware_bridge.tables.dialect import Dialect, DialectExample

DIALECT = Dialect(
    title="OpenSim .mot and .sto",
    marks=(
        r"^endheader",
        r"^(?:nColumns|datacolumns)",
    ),
    unit="N",
    checked="maker's document",
    example=DialectExample(
        lines=(
            "press.mot\n"
            "version=1\n"
            "nRows=5\n"
            "nColumns=3\n"
            "inDegrees=yes\n"
            "endheader\n"
            "time\tground_force_vx\tground_force_vy\n"
            "0.000\t0.100\t3.000\n"
            "0.010\t0.100\t4.500\n"
            "0.020\t0.100\t5.000\n"
            "0.030\t0.100\t6.500\n"
            "0.040\t0.100\t7.000\n"
        ),
        columns=("time", "ground_force_vx", "ground_force_vy"),
        force="ground_force_vy",
        unit="N",
        t_s=(0.0, 0.01),
        values=(3.0, 4.5),
    ),
)
