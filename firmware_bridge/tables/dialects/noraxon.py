"""CSV of Noraxon myoRESEARCH: lines about the measurement, units behind a comma."""

from firmware_bridge.tables.dialect import Dialect, DialectExample

DIALECT = Dialect(
    title="Noraxon myoRESEARCH",
    marks=(
        r'^"?(?:Type|Name)"?,.*(?:MyoRESEARCH|Noraxon|MR\d)',
        r'^"?time,s"?',
    ),
    checked="memory",
    example=DialectExample(
        lines=(
            "Type,Noraxon MR3 export\n"
            "Measurement,Grip 1\n"
            "\n"
            '"time,s","Activity,-","Grip force,N","LT BICEPS,uV"\n'
            "0.000,0,5.00,12.0\n"
            "0.010,0,6.00,-12.0\n"
            "0.020,0,7.00,12.0\n"
            "0.030,0,8.00,-12.0\n"
            "0.040,0,9.00,12.0\n"
        ),
        columns=("time,s", "Activity,-", "Grip force,N", "LT BICEPS,uV"),
        force="Grip force,N",
        unit="N",
        t_s=(0.0, 0.01),
        values=(5.0, 6.0),
    ),
)
