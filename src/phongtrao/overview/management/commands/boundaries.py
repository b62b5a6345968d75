"""phongtrao boundaries [FILE --source TEXT] --by ACCOUNT: boundaries of a province's units from a GeoJSON file."""

from __future__ import annotations

from phongtrao.overview.map_command import MapCommand
from phongtrao.overview.models import MapVersion


class Command(MapCommand):
    help = (
        "Nạp ranh giới các đơn vị của tỉnh (hoặc các tỉnh của cả nước) từ tệp GeoJSON; không có tệp: liệt kê các bản."
    )
    kind, other = MapVersion.BOUNDARIES, "positions"
