"""What the pages of programmes show of money (page_blocks)."""

from __future__ import annotations

from datetime import date

from phongtrao.money.models import FundingVersion
from phongtrao.organisations.models import User
from phongtrao.work import page_blocks
from phongtrao.work.models import Programme
from phongtrao.work.page_blocks import Block


def of_programme(programme: Programme, user: User, day: date) -> Block | None:
    """The sources of money with the ways on; nothing for a programme without any."""
    version = FundingVersion.objects.on(programme, day)
    return Block("money/of_programme.html", {"programme": programme, "version": version}) if version else None


def tell() -> None:
    """Called once at the start."""
    page_blocks.ON_PROGRAMME.append(of_programme)
