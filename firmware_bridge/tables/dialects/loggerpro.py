"""Text of Vernier Logger Pro: names, symbols and units in three lines."""

from firmware_bridge.tables.dialect import Dialect, DialectExample

DIALECT = Dialect(
    title="Logger Pro",
    marks=(r"^Vernier Format",),
    checked="maker's document",
    example=DialectExample(
        lines=(
            "Vernier Format 2\n"
            "press.cmbl 1/31/2026 10:00:00 .\n"
            "Run 1\n"
            "Time\tForce\n"
            "t\tF\n"
            "s\tN\n"
            "\n"
            "0.0\t0.50\n"
            "0.1\t1.50\n"
            "0.2\t2.50\n"
            "0.3\t3.50\n"
            "0.4\t4.50\n"
        ),
        columns=("Time", "Force"),
        force="Force",
        unit="N",
        t_s=(0.0, 0.1),
        values=(0.5, 1.5),
    ),
)
