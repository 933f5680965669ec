"""Where the recordings of real people and sensors that some tests read can be had."""

PUBLIC_SOURCES = (
    "the public recordings are not beside the clone (shared/data); they are, on GitHub: "
    "osmar235/tDCS_Left_Sensorimotor_Cortex_Bimanual_Force_Control (bimanual holds), "
    "8cH9azbsFifZ/hangboard, BAMMri/Open-Grip-Force, excellentsport/IsometricAnalyzer, "
    "ftessari23/GimbalForceAnalysis, alcantarar/dryft; and NIST StRD (Pontius)"
)
