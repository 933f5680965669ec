"""CSV of Vicon Nexus: `Devices`, the rate, plates, names, units."""

from firmware_bridge.tables.dialect import Dialect, DialectExample

DIALECT = Dialect(
    title="Vicon Nexus",
    marks=(
        r"^Devices\b",
        r"^Frame[,\t;]Sub Frame",
    ),
    rate=r"^Devices[,;\t]*\n(\d+(?:\.\d+)?)",
    checked="public file",
    example=DialectExample(
        lines=(
            "Devices\n"
            "1000\n"
            ",,AMTI 1 - Force,,\n"
            "Frame,Sub Frame,Fx,Fy,Fz\n"
            ",,N,N,N\n"
            "1,0,0.00,0.00,-4.00\n"
            "1,1,0.00,0.00,-5.00\n"
            "1,2,0.00,0.00,-6.00\n"
            "1,3,0.00,0.00,-7.00\n"
            "1,4,0.00,0.00,-8.00\n"
        ),
        columns=("Frame", "Sub Frame", "Fx", "Fy", "Fz"),
        force="Fx+Fy+Fz",
        unit="N",
        t_s=(0.0, 0.001),
        values=(4.0, 5.0),
    ),
)
