"""What the log says of maps, in the words of their own page."""

from __future__ import annotations

from phongtrao.organisations.log_words import DEEDS, KEYS, SUBJECTS, Subject
from phongtrao.overview.models import MapVersion


def learn() -> None:
    """Tell the log's page of maps; called once at the start."""
    DEEDS.update(load_map="nạp bản đồ")
    KEYS.update(map_version="bản đồ")
    SUBJECTS["mapversion"] = Subject(
        "bản đồ",
        lambda u, d: MapVersion.objects.visible_to(u, d),
        "maps",
        name=lambda row: row.title,
        key=None,
    )
