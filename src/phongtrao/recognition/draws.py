"""A sample of sent dossiers drawn by lot for a look on the spot, so that anyone can draw it again.

The method: the dossiers' ids, each written in decimal after the seed and a colon, are put in the order of the SHA-256
of `SEED:ID` in hexadecimal; the first ones are drawn. What was drawn stays drawn: another draw can only add to it.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from phongtrao.organisations.models import LogEntry, Organisation, User
from phongtrao.procedure import Refused
from phongtrao.recognition.barred import why_barred
from phongtrao.recognition.models import Candidacy, Draw, SpotCheck
from phongtrao.recognition.models.candidacies import CandidacyQuerySet
from phongtrao.recognition.plan import up_to
from phongtrao.recognition.scores import appraisal_of
from phongtrao.words import HANOI
from phongtrao.work.models import RECEIVING, Programme, desk_ids

SEED = re.compile(r"[0-9A-Za-z._/-]{1,64}")
NOT_APPRAISER = "Rút mẫu do đầu mối hoặc lãnh đạo cơ quan thẩm định làm."


def fresh_seed() -> str:
    """Sixteen hexadecimal digits that nobody could foresee."""
    return secrets.token_hex(8)


def drawn(seed: str, among: Iterable[int], count: int) -> list[int]:
    """The first `count` ids by the SHA-256 of `seed:id`.

    >>> drawn("2026", [1, 2, 3, 4], 2)
    [1, 4]
    """
    return sorted(among, key=lambda pk: hashlib.sha256(f"{seed}:{pk}".encode()).hexdigest())[:count]


def to_draw_from(programme: Programme, year: int, user: User, day: date, subject: str = "") -> CandidacyQuerySet:
    """Dossiers sent and not drawn yet, of bodies at which the user is focal point or leader; of one subject or all."""
    rows = Candidacy.objects.of_year(programme, year).filter(state="dossier_sent", checks=None)
    rows = rows.filter(appraiser__in=desk_ids(user, day, RECEIVING))
    return rows.filter(subject=subject) if subject else rows


def how_many(among: int, count: int | None, percent: int | None) -> int:
    """The size of the sample: a number, or a percentage rounded up. Raises Refused for what is neither or too many."""
    if (count is None) == (percent is None):
        raise Refused("Xin ghi số hồ sơ cần rút, hoặc tỷ lệ phần trăm, một trong hai.")
    if percent is not None and not 1 <= percent <= 100:
        raise Refused("Tỷ lệ phải từ 1 đến 100 phần trăm.")
    wanted = up_to(percent, among) if percent is not None else count or 0
    if not among:
        raise Refused("Không có hồ sơ nào đã gửi mà chưa rút.")
    if not 1 <= wanted <= among:
        raise Refused(f"Có {among} hồ sơ để rút; xin ghi số từ 1 đến {among}.")
    return wanted


@transaction.atomic
def draw(
    programme: Programme, year: int, by: User, at: datetime, count: int | None = None, percent: int | None = None,
    subject: str = "", seed: str = "",
) -> tuple[Draw, bool]:  # fmt: skip
    """Draw a sample, and whether it is new: the same seed again for the year is the draw there is. Raises Refused."""
    seed = seed or fresh_seed()
    if not SEED.fullmatch(seed):
        raise Refused("Mã rút mẫu chỉ gồm chữ không dấu, số, dấu chấm, gạch nối, gạch chéo; nhiều nhất 64 ký tự.")
    day = at.astimezone(HANOI).date()
    Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)
    there = Draw.objects.filter(seed=seed, checks__candidacy__in=Candidacy.objects.of_year(programme, year)).first()
    if there is not None:
        return there, False
    if not desk_ids(by, day, RECEIVING):
        raise Refused(NOT_APPRAISER)
    mine = {one.pk: one for one in to_draw_from(programme, year, by, day, subject).select_related("appraiser")}
    wanted = how_many(len(mine), count, percent)
    row = Draw.objects.create(seed=seed, among=sorted(mine), by=by, at=at)
    SpotCheck.objects.bulk_create(SpotCheck(draw=row, candidacy=mine[pk]) for pk in drawn(seed, mine, wanted))
    _record(row, programme, next(iter(mine.values())).appraiser, by, at)
    return row, True


def _record(row: Draw, programme: Programme, body: Organisation | None, by: User, at: datetime) -> None:
    told = len(row.among), row.checks.count()
    LogEntry.record(by, "draw_sample", programme, at, body, seed=row.seed, among=told[0], drawn=told[1])


def who_looks(check: SpotCheck, user: User, day: date) -> str:
    """Why the person may not enter what was found; the empty string where he may."""
    candidacy = check.candidacy
    appraisal = appraisal_of(candidacy)
    member = appraisal is not None and appraisal.members.filter(user=user).exists()
    if not member and candidacy.appraiser_id not in user.body_ids(day):
        return "Kết quả kiểm tra do thành viên thẩm định hoặc người của cơ quan thẩm định đã đi kiểm tra ghi."
    why = why_barred(candidacy, user, day)
    return f"Anh/chị {why} nên không ghi kết quả kiểm tra hồ sơ này." if why else ""


@transaction.atomic
def record_check(check: SpotCheck, agrees: bool, words: str, by: User, at: datetime) -> SpotCheck:
    """What was found on the spot; may be written anew until the appraisal is concluded. Raises Refused."""
    check = SpotCheck.objects.select_for_update(of=("self",)).select_related("candidacy__organisation").get(pk=check.pk)
    if why := who_looks(check, by, at.astimezone(HANOI).date()):
        raise Refused(why)
    if check.candidacy.state != "dossier_sent":
        raise Refused("Hồ sơ này không còn chờ thẩm định nên không ghi kết quả kiểm tra được nữa.")
    if not words.strip():
        raise Refused("Xin ghi đã xem gì, ở đâu, thấy gì.")
    check.agrees, check.words, check.by, check.at = agrees, words.strip(), by, at
    check.save()
    result = "đúng với hồ sơ" if agrees else "không đúng với hồ sơ"
    LogEntry.record(by, "record_check", check.candidacy, at, check.candidacy.organisation, result=result)
    return check
