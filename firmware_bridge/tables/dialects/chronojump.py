"""Force files of Chronojump: microseconds and newtons, decimals of the country."""

from firmware_bridge.tables.dialect import Dialect, DialectExample

DIALECT = Dialect(
    title="Chronojump",
    marks=(r"^Time ?\(micros\);Force ?\(N\)",),
    checked="public file",
    example=DialectExample(
        lines=("Time (micros);Force(N)\n0;0,50\n12500;1,50\n25000;2,50\n37500;3,50\n50000;4,50\n"),
        columns=("Time (micros)", "Force(N)"),
        force="Force(N)",
        unit="N",
        t_s=(0.0, 0.0125),
        values=(0.5, 1.5),
    ),
)
