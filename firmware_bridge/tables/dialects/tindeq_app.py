"""Export of the Tindeq app: a line about the test, then seconds and kilograms."""

from firmware_bridge.tables.dialect import Dialect, DialectExample

DIALECT = Dialect(
    title="Tindeq app",
    marks=(
        r"^date,tag,",
        r"^time,weight",
    ),
    unit="kg",
    checked="memory",
    example=DialectExample(
        lines=(
            "date,tag,comment,unit\n"
            "2026-01-31,left,max,kg\n"
            "\n"
            "time,weight\n"
            "0.0000,0.00\n"
            "0.0125,1.00\n"
            "0.0250,2.00\n"
            "0.0375,3.00\n"
            "0.0500,4.00\n"
        ),
        columns=("time", "weight"),
        force="weight",
        unit="N",
        t_s=(0.0, 0.0125),
        values=(0.0, 9.80665),
    ),
)
