"""What the page of a programme shows of recognition (work.page_blocks)."""

from __future__ import annotations

from datetime import date

from phongtrao.organisations.models import User
from phongtrao.recognition.models import RulesVersion
from phongtrao.work import page_blocks
from phongtrao.work.models import Programme
from phongtrao.work.page_blocks import Block


def of_programme(programme: Programme, user: User, day: date) -> Block | None:
    """The rules in force with the ways on; nothing for a programme without any."""
    version = RulesVersion.objects.on(programme, day)
    if version is None:
        return None
    return Block("recognition/of_programme.html", {"programme": programme, "version": version, "year": day.year})


def tell() -> None:
    """Called once at the start."""
    page_blocks.ON_PROGRAMME.append(of_programme)
