"""Boundaries of the invented province, and files of them."""

from __future__ import annotations

import json
from typing import Any

Corner = tuple[float, float]
COMMUNES = {
    "C90001": ("xã An Lạc", (105.0, 19.0)),
    "C90002": ("phường Đông Sơn", (105.2, 19.0)),
    "C90003": ("xã Phú Khê", (105.0, 19.2)),
    "C90004": ("phường Trà Giang", (105.2, 19.2)),
}
SOURCE = "Sở Nông nghiệp và Môi trường, 01/2026"


def square(corner: Corner, side: float = 0.2) -> list[list[float]]:
    x, y = corner
    return [[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]


def region(name: str, corner: Corner, **properties: Any) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"ten": name, **properties},
        "geometry": {"type": "Polygon", "coordinates": [square(corner)]},
    }


def geojson(*regions: dict[str, Any]) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": list(regions)}, ensure_ascii=False).encode()


def whole() -> bytes:
    """All four communes, and a region that is none of them."""
    regions = [region(name, corner) for name, corner in COMMUNES.values()]
    return geojson(*regions, region("xã Không Có", (105.4, 19.0)))


def positions(*rows: str) -> bytes:
    given = rows or tuple(f"{code},{x},{y}" for code, (_, (x, y)) in COMMUNES.items())
    return "\n".join(["Mã địa bàn,Kinh độ,Vĩ độ", *given]).encode()
