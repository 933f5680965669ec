"""Text of Kistler BioWare: counts and rates above the names, units below."""

from firmware_bridge.tables.dialect import Dialect, DialectExample

DIALECT = Dialect(
    title="Kistler BioWare",
    marks=(
        r"^Samples \(#\):",
        r"^Rate \(Hz\):",
    ),
    rate=r"^Rate \(Hz\):\s*(\d+(?:[.,]\d+)?)",
    checked="memory",
    example=DialectExample(
        lines=(
            "Data file:\tjump.dat\n"
            "Date:\t31.01.2026\n"
            "Device:\tQ1\tQ1\tQ1\n"
            "Samples (#):\t5\t5\t5\n"
            "Rate (Hz):\t1000.0\t1000.0\t1000.0\n"
            "\n"
            "abs time (s)\tFx\tFy\tFz\n"
            "\tN\tN\tN\n"
            "0.000\t0.00\t0.00\t20.00\n"
            "0.001\t0.00\t0.00\t21.00\n"
            "0.002\t0.00\t0.00\t22.00\n"
            "0.003\t0.00\t0.00\t23.00\n"
            "0.004\t0.00\t0.00\t24.00\n"
        ),
        columns=("abs time (s)", "Fx", "Fy", "Fz"),
        force="Fx+Fy+Fz",
        unit="N",
        t_s=(0.0, 0.001),
        values=(20.0, 21.0),
    ),
)
