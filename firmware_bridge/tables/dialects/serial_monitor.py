"""Log of the Arduino IDE with time stamps: the time, an arrow, a line of the board."""

from firmware_bridge.tables.dialect import Dialect, DialectExample

DIALECT = Dialect(
    title="Serial monitor",
    marks=(r"^\d\d:\d\d:\d\d\.\d{3} -> ",),
    checked="maker's document",
    example=DialectExample(
        lines=(
            "10:00:00.000 -> HX711 ready\n"
            "10:00:00.100 -> Reading: 100.0 g\n"
            "10:00:00.200 -> Reading: 200.0 g\n"
            "10:00:00.300 -> Reading: 300.0 g\n"
            "10:00:00.400 -> Reading: 400.0 g\n"
            "10:00:00.500 -> Reading: 500.0 g\n"
        ),
        columns=("stamp", "Reading"),
        force="Reading",
        unit="N",
        t_s=(0.0, 0.1),
        values=(0.980665, 1.96133),
    ),
)
