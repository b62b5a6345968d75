"""phongtrao positions [FILE --source TEXT] --by ACCOUNT: where a province's units lie, from a table."""

from __future__ import annotations

from phongtrao.overview.map_command import MapCommand
from phongtrao.overview.models import MapVersion


class Command(MapCommand):
    help = "Nạp vị trí các đơn vị từ bảng (Mã địa bàn, Kinh độ, Vĩ độ); không có tệp: liệt kê các bản."
    kind, other = MapVersion.POSITIONS, "boundaries"
