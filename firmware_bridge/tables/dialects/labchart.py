"""Text of ADInstruments LabChart: `Interval=` to `BottomValue=` above each block."""

from firmware_bridge.tables.dialect import Dialect, DialectExample

DIALECT = Dialect(
    title="LabChart text",
    marks=(
        r"^Interval=",
        r"^ChannelTitle=",
    ),
    names=r"ChannelTitle=",
    units=r"UnitName=",
    interval=r"^Interval=\s*([\d.,]+)\s*(m?s|min)?",
    first="s",
    checked="maker's document",
    example=DialectExample(
        lines=(
            "Interval=\t0.01 s\n"
            "ExcelDateTime=\t4.6E+04\t31/01/2026 10:00:00\n"
            "TimeFormat=\tStartOfBlock\n"
            "ChannelTitle=\tGrip\tEMG\n"
            "Range=\t500 N\t10 mV\n"
            "UnitName=\tN\tmV\n"
            "TopValue=\t500.0\t10.0\n"
            "BottomValue=\t-500.0\t-10.0\n"
            "0.00\t3.0\t0.12\n"
            "0.01\t4.0\t0.12\n"
            "0.02\t5.0\t0.12\n"
            "0.03\t6.0\t0.12\n"
            "0.04\t7.0\t0.12\n"
        ),
        columns=("time (s)", "Grip", "EMG"),
        force="Grip",
        unit="N",
        t_s=(0.0, 0.01),
        values=(3.0, 4.0),
    ),
)
