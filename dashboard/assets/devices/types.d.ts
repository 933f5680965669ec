/** Answers of `/api/devices`, docs/api.md. */
import type { Known } from "../shared/types.js";

/** A row of the Devices page, and what it is shown beside. */
export interface DeviceRow {
  id: string;
  link: "serial" | "ble" | "file";
  kind: string;
  title: string;
  identity: string;
  path: string;
  vid_pid: string;
  serial_number: string;
  state: string;
  words: string;
  station: string;
  simulated: boolean;
  rate_hz: Known;
  battery_pct: Known;
  battery_mv: Known;
  signal_dbm: Known;
  pressed: boolean;
  bar_frac: number;
}

export interface DeviceStation {
  id: string;
  name: string;
  demonstration: boolean;
  source: string;
  assigned: { identity: string } | null;
}

export interface DeviceKind {
  kind: string;
  title: string;
  link: string;
}

export interface DeviceList {
  devices: DeviceRow[];
  stations: DeviceStation[];
  kinds: DeviceKind[];
  bluetooth: { scanning: boolean; trouble: string };
}
