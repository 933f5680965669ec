"""All dialects, the surest marks first."""

from firmware_bridge.tables.dialect import Dialect
from firmware_bridge.tables.dialects import (
    acqknowledge,
    bioware,
    chronojump,
    delsys,
    graphical_analysis,
    labchart,
    labrecorder,
    labview,
    loggerpro,
    mesur,
    noraxon,
    opensignals,
    opensim,
    qualisys,
    serial_monitor,
    tindeq_app,
    vicon,
)

DIALECTS: tuple[Dialect, ...] = (
    bioware.DIALECT,
    labchart.DIALECT,
    opensignals.DIALECT,
    loggerpro.DIALECT,
    graphical_analysis.DIALECT,
    acqknowledge.DIALECT,
    labview.DIALECT,
    vicon.DIALECT,
    qualisys.DIALECT,
    opensim.DIALECT,
    delsys.DIALECT,
    noraxon.DIALECT,
    mesur.DIALECT,
    chronojump.DIALECT,
    tindeq_app.DIALECT,
    labrecorder.DIALECT,
    serial_monitor.DIALECT,
)
