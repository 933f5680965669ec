"""Text of biosignalsplux OpenSignals: the columns in a line of JSON, counts."""

from firmware_bridge.tables.dialect import Dialect, DialectExample

DIALECT = Dialect(
    title="OpenSignals",
    marks=(r"^# OpenSignals Text File Format",),
    names=r'#.*"column":\s*\[([^\]]*)\]',
    rate=r'"sampling rate":\s*(\d+)',
    unit="counts",
    checked="maker's document",
    example=DialectExample(
        lines=(
            "# OpenSignals Text File Format. Version 1\n"
            '# {"00:07:80:4D:2E:76": {"sampling rate": 1000, "column": ["nSeq", "DI", "CH1"]}}\n'
            "# EndOfHeader\n"
            "0\t0\t8400\t\n"
            "1\t0\t8393\t\n"
            "2\t0\t8414\t\n"
            "3\t0\t8379\t\n"
            "4\t0\t8428\t\n"
            "5\t0\t8365\t\n"
        ),
        columns=("nSeq", "DI", "CH1", "column 4"),
        force="CH1",
        unit="counts",
        t_s=(0.0, 0.001),
        values=(8400.0, 8393.0),
    ),
)
