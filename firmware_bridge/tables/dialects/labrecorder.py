"""A stream of LabRecorder written as CSV: times of the computer's clock."""

from firmware_bridge.tables.dialect import Dialect, DialectExample

DIALECT = Dialect(
    title="LabRecorder as CSV",
    marks=(r"^(?:lsl_)?time_?stamps?,",),
    checked="public file",
    example=DialectExample(
        lines=(
            "timestamps,Force\n"
            "183042.500000,4.000\n"
            "183042.512500,5.000\n"
            "183042.525000,6.000\n"
            "183042.537500,7.000\n"
            "183042.550000,8.000\n"
        ),
        columns=("timestamps", "Force"),
        force="Force",
        unit="N",
        t_s=(183042.5, 183042.5125),
        values=(4.0, 5.0),
    ),
)
