"""Force export of Qualisys Track Manager: keys and values, then names; newtons."""

from firmware_bridge.tables.dialect import Dialect, DialectExample

DIALECT = Dialect(
    title="Qualisys TSV",
    marks=(
        r"^NO_OF_SAMPLES\t",
        r"^FORCE_PLATE_NAME|^DESCRIPTION\tForce",
    ),
    rate=r"^FREQUENCY\t(\d+(?:\.\d+)?)",
    unit="N",
    checked="maker's document",
    example=DialectExample(
        lines=(
            "NO_OF_SAMPLES\t5\n"
            "FREQUENCY\t100\n"
            "TIME_STAMP\t2026-01-31, 10:00:00\n"
            "FIRST_SAMPLE\t1\n"
            "DESCRIPTION\tForce data\n"
            "FORCE_PLATE_NAME\tPlate 1\n"
            "Force_X\tForce_Y\tForce_Z\tMoment_X\tCOP_X\n"
            "0.00\t0.00\t6.00\t1.5\t100.0\n"
            "0.00\t0.00\t7.50\t1.5\t100.0\n"
            "0.00\t0.00\t8.00\t1.5\t100.0\n"
            "0.00\t0.00\t9.50\t1.5\t100.0\n"
            "0.00\t0.00\t10.00\t1.5\t100.0\n"
        ),
        columns=("Force_X", "Force_Y", "Force_Z", "Moment_X", "COP_X"),
        force="Force_X+Force_Y+Force_Z",
        unit="N",
        t_s=(0.0, 0.01),
        values=(6.0, 7.5),
    ),
)
