"""Measurement file of LabVIEW: two ends of header, `X_Value` and the channels."""

from firmware_bridge.tables.dialect import Dialect, DialectExample

DIALECT = Dialect(
    title="LabVIEW .lvm",
    marks=(
        r"^LabVIEW Measurement",
        r"^\*\*\*End_of_Header\*\*\*",
    ),
    units=r"Y_Unit_Label\t",
    interval=r"^Delta_X\s+([\d.,]+)",
    first="s",
    checked="maker's document",
    example=DialectExample(
        lines=(
            "LabVIEW Measurement\t\n"
            "Writer_Version\t2\n"
            "Separator\tTab\n"
            "X_Columns\tOne\n"
            "***End_of_Header***\t\n"
            "\n"
            "Channels\t1\t\n"
            "Samples\t5\t\n"
            "Y_Unit_Label\tNewtons\t\n"
            "Delta_X\t0.1\t\n"
            "***End_of_Header***\t\t\n"
            "X_Value\tForce\tComment\n"
            "0.000000\t1.000000\t\n"
            "0.100000\t2.000000\t\n"
            "0.200000\t3.000000\t\n"
            "0.300000\t4.000000\t\n"
            "0.400000\t5.000000\t\n"
        ),
        columns=("X_Value", "Force", "Comment"),
        force="Force",
        unit="N",
        t_s=(0.0, 0.1),
        values=(1.0, 2.0),
    ),
)
