"""CSV of Vernier Graphical Analysis: runs side by side, each with its time."""

from firmware_bridge.tables.dialect import Dialect, DialectExample

DIALECT = Dialect(
    title="Graphical Analysis",
    marks=(r'^"?(?:Data Set ?\d*|Run ?\d+|Latest): ?Time',),
    checked="maker's document",
    example=DialectExample(
        lines=(
            "Run 1: Time (s),Run 1: Force (N),Latest: Time (s),Latest: Force (N)\n"
            "0.0,0.50,0.0,0.10\n"
            "0.1,1.50,0.1,0.20\n"
            "0.2,2.50,0.2,0.30\n"
            "0.3,3.50,0.3,0.40\n"
            "0.4,4.50,0.4,0.50\n"
        ),
        columns=("Run 1: Time (s)", "Run 1: Force (N)", "Latest: Time (s)", "Latest: Force (N)"),
        force="Run 1: Force (N)",
        unit="N",
        t_s=(0.0, 0.1),
        values=(0.5, 1.5),
    ),
)
