"""CSV of Delsys EMGworks: `X[s]` beside each signal, units in brackets."""

from firmware_bridge.tables.dialect import Dialect, DialectExample

DIALECT = Dialect(
    title="Delsys",
    marks=(r'^"?X ?\[s\]"?[,;\t]',),
    checked="public file",
    example=DialectExample(
        lines=(
            'X[s],"Press: Analog 1[N]","X[s]","Biceps: EMG 2[V]"\n'
            "0.000,1.000,0.000,0.000000\n"
            "0.010,2.000,0.010,-0.000010\n"
            "0.020,3.000,0.020,0.000020\n"
            "0.030,4.000,0.030,-0.000030\n"
            "0.040,5.000,0.040,0.000040\n"
        ),
        columns=("X[s]", "Press: Analog 1[N]", "X[s]", "Biceps: EMG 2[V]"),
        force="Press: Analog 1[N]",
        unit="N",
        t_s=(0.0, 0.01),
        values=(1.0, 2.0),
    ),
)
