"""Protocols as flat rows, the way the browser's drawings and forms want them."""

from typing import Any

from dashboard.hub_json import HubClient


def protocol_rows(hub: HubClient) -> list[dict[str, Any]]:
    """Every protocol the hub offers, target fields beside the others, band edges included."""
    return [flat(row) for row in hub.rows("protocols")]


def flat(protocol: dict[str, Any]) -> dict[str, Any]:
    """One protocol with the fields of its first target beside its own, and all in `levels`."""
    row = {name: value for name, value in protocol.items() if name not in ("target", "then")}
    row.update(protocol.get("target") or {})
    row["levels"] = [protocol["target"], *protocol.get("then", [])] if "target" in protocol else []
    force_n, band_frac = row.get("force_n"), row.get("band_frac")
    if force_n is not None and band_frac is not None:
        row.setdefault("low_n", force_n * (1.0 - band_frac))
        row.setdefault("high_n", force_n * (1.0 + band_frac))
    return row


def choices(rows: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Options of a select: the name a person reads, the id the hub wants."""
    return [{"value": row["id"], "label": row.get("name") or row["id"]} for row in rows]
