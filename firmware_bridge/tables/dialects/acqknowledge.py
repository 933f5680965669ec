"""Text of BIOPAC AcqKnowledge: the interval, then a name and a unit for each channel."""

from firmware_bridge.tables.dialect import Dialect, DialectExample

DIALECT = Dialect(
    title="AcqKnowledge text",
    marks=(
        r"^\d[\d.]*\s*m?sec/sample",
        r"^\d+ channels",
    ),
    pairs=r"^\d+ channels",
    interval=r"^(\d[\d.]*)\s*(m?sec)/sample",
    checked="maker's document",
    example=DialectExample(
        lines=(
            "press.acq\n"
            "10 msec/sample\n"
            "2 channels\n"
            "Force\n"
            "N\n"
            "Trigger\n"
            "Volts\n"
            "sec\tCH1\tCH2\n"
            "\t5\t5\n"
            "0.00\t2.0\t5.0\n"
            "0.01\t3.0\t5.0\n"
            "0.02\t4.0\t5.0\n"
            "0.03\t5.0\t5.0\n"
            "0.04\t6.0\t5.0\n"
        ),
        columns=("sec", "Force", "Trigger"),
        force="Force",
        unit="N",
        t_s=(0.0, 0.01),
        values=(2.0, 3.0),
    ),
)
