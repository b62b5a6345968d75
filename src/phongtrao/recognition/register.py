"""Đăng ký: a unit is put forward for a year, by itself or, on paper, through those that collect for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from phongtrao.access import WRITING
from phongtrao.documents.models import StoredFile
from phongtrao.organisations.models import LogEntry, Organisation, Post, User
from phongtrao.procedure import Refused
from phongtrao.recognition.eligible import eligibility
from phongtrao.recognition.models import Candidacy, CandidacyDeed, DossierPaper, RulesVersion
from phongtrao.recognition.places import Places, places_of
from phongtrao.words import HANOI
from phongtrao.work.deeds import post_at
from phongtrao.work.models import RECEIVING, Programme

COMMUNE, PROVINCE = "xa", "tinh"
PATHS = {
    COMMUNE: "gửi UBND xã, phường (qua Công an xã, phường)",
    PROVINCE: "gửi UBND tỉnh (qua Công an tỉnh)",
}
REGISTRATION = "dang_ky"
"""The dossier's paper that the registration is."""
NOT_YOURS = "Đăng ký do đơn vị đó, hoặc UBND, Công an nơi nhận đăng ký ghi; xin dùng tài khoản của các nơi này."


@dataclass(frozen=True, slots=True)
class Registering:
    """What a registration would be: looked at before it is written."""

    rules: RulesVersion
    subject: str
    places: Places
    path: str
    post: Post | None
    instead: bool
    """Whether who collects enters what came on paper."""


def rules_in_force(programme: Programme, day: date) -> RulesVersion:
    """The programme's rules of the day. Raises Refused where it has none."""
    rules = RulesVersion.objects.on(programme, day)
    if rules is None:
        raise Refused(f"Phong trào «{programme.title}» chưa có quy định công nhận; xin nạp: phongtrao load-programme.")
    return rules


def offered_year(rules: RulesVersion, day: date) -> int:
    """The year that a registration of the day is for, as the rules read."""
    return rules.said.registration.for_year(day)


def look(programme: Programme, body: Organisation, year: int, by: User, day: date, path: str = "") -> Registering:
    """What a registration by this person on the day would be. Raises Refused with the rule's words."""
    rules = rules_in_force(programme, day)
    if not day.year <= year <= day.year + 1:
        raise Refused(f"Chỉ đăng ký cho năm {day.year} hoặc {day.year + 1}; xin chọn lại năm.")
    found = eligibility(rules.said, body, day)
    if found.subject is None or not found.holds:
        raise Refused(" ".join(found.refusals))
    places = places_of(rules.said, body, day)
    if programme.root_id not in (None, places.root.pk):
        raise Refused(f"Phong trào này của {programme.root}; «{body.name_on(day)}» thuộc tỉnh khác.")
    if path == COMMUNE and places.commune is None:
        raise Refused("Đơn vị này không thuộc một xã, phường; xin đăng ký thẳng với UBND tỉnh.")
    post, instead = _post(body, places, by, day)
    if post is None and not instead:
        raise Refused(NOT_YOURS)
    way = path or (COMMUNE if places.commune else PROVINCE)
    return Registering(rules, found.subject.name, places, way, post, instead)


def _post(body: Organisation, places: Places, by: User, day: date) -> tuple[Post | None, bool]:
    """The post in which the person registers the body, and whether it is done in the body's stead."""
    if post := post_at(by, body, day, WRITING):
        return post, False
    for collecting in (places.commune, places.through, places.appraiser):
        if collecting is not None and (post := post_at(by, collecting, day, RECEIVING)):
            return post, True
    return None, by.sees_all(day)


@transaction.atomic
def register(
    programme: Programme, body: Organisation, year: int, by: User, at: datetime, path: str = "", note: str = "",
    file: StoredFile | None = None,
) -> tuple[Candidacy, bool]:  # fmt: skip
    """The unit's candidacy for the year, and whether it is new; registered again it stays as it is. Raises Refused."""
    day = at.astimezone(HANOI).date()
    there = Candidacy.objects.filter(programme=programme, organisation=body, year=year).first()
    found = look(programme, body, year, by, day, path)
    if there is not None:
        return there, False
    places = found.places
    row = Candidacy.objects.create(
        programme=programme, rules=found.rules, subject=found.subject, organisation=body, year=year,
        state="at_commune" if found.path == COMMUNE else "registered", root=places.root, commune=places.commune,
        through=places.through, appraiser=places.appraiser, decider=places.decider, registered_on=day,
        registered_by=by,
    )  # fmt: skip
    CandidacyDeed.objects.create(
        candidacy=row, deed="register", by=by, post=found.post, at=at, note=note.strip(), file=file
    )
    if file is not None and any(one.name == REGISTRATION for one in found.rules.said.papers):
        DossierPaper.objects.create(candidacy=row, name=REGISTRATION, file=file, by=by, at=at)
    told = {"year": year, "path": found.path} | ({"instead": True} if found.instead else {})
    LogEntry.record(by, "register", row, at, body, found.post, **told)
    return row, True
