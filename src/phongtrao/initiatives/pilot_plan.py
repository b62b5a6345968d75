"""Deeds on what a pilot is planned to be: begun, its phases, their places; each with its log entry."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from phongtrao.documents.models import Document, StoredFile
from phongtrao.initiatives.models import Chooser, KindVersion, Phase, PhaseReport, Pilot, PilotPlace
from phongtrao.initiatives.models.pilots import LONGEST_LINE, LONGEST_TITLE, LONGEST_WORDS
from phongtrao.initiatives.pilot_bodies import of_kind
from phongtrao.initiatives.pilot_machine import MACHINE
from phongtrao.organisations import tree
from phongtrao.organisations.models import LogEntry, Organisation, Post, User
from phongtrao.organisations.written_kinds import kind_faults
from phongtrao.procedure import Refused
from phongtrao.words import HANOI, day_in_words
from phongtrao.work.case_posts import posts
from phongtrao.work.cases import begin, move
from phongtrao.work.deeds import post_at
from phongtrao.work.models import Programme

OPEN = ("drafting", "approved", "running", "reviewed")
"""States in which phases and places are still added."""
NOT_YOURS = "Thao tác này thuộc về cơ quan chủ trì thí điểm."


@dataclass(frozen=True, slots=True)
class Planned:
    """What a person states of a new pilot."""

    title: str
    organisation: Organisation
    decider: Organisation
    comparable: str
    tried: str = ""
    programme: Programme | None = None
    document: Document | None = None
    passage: str = ""
    kind: KindVersion | None = None


def begin_pilot(planned: Planned, by: User, at: datetime) -> Pilot:
    """A new pilot, its plan still being drawn up. Raises Refused."""
    day = at.astimezone(HANOI).date()
    title = checked(planned.title, "Tên thí điểm", LONGEST_TITLE)
    root = _province(planned, day)
    if post_at(by, planned.organisation, day, MACHINE.roles["actor"].functions) is None and not by.sees_all(day):
        raise Refused("Hồ sơ thí điểm do người của cơ quan chủ trì lập.")
    _check_kind(planned.comparable)
    pilot = Pilot(
        title=title, tried=checked(planned.tried, "Nội dung thí điểm", LONGEST_WORDS, needed=False), root=root,
        organisation=planned.organisation, decider=planned.decider, comparable=planned.comparable,
        kind=planned.kind,
        programme=planned.programme, document=planned.document,
        passage=checked(planned.passage, "Đoạn văn bản", LONGEST_WORDS, needed=False), begun_on=day, begun_by=by,
    )  # fmt: skip
    found: Pilot = begin(MACHINE, pilot, by, at)
    return found


def checked(text: str, label: str, longest: int, needed: bool = True) -> str:
    """What was typed, without blanks around it. Raises Refused where it is missing or too long."""
    text = text.strip()
    if needed and not text:
        raise Refused(f"Xin ghi: {label[:1].lower()}{label[1:]}.")
    if len(text) > longest:
        raise Refused(f"{label} dài {len(text)} ký tự, nhiều nhất {longest}; xin rút gọn.")
    return text


def _province(planned: Planned, day: date) -> Organisation:
    roots = tree.roots_of([planned.organisation.pk, planned.decider.pk], day)
    if len(roots) != 1:
        raise Refused("Cơ quan chủ trì và cơ quan quyết định phải thuộc cùng một tỉnh; xin chọn lại.")
    root = Organisation.objects.get(pk=roots.pop())
    kinds_programme = planned.kind.programme if planned.kind else None
    for row in (planned.document, planned.programme, kinds_programme):
        if row is not None and row.root_id not in (None, root.pk):
            raise Refused("Văn bản, phong trào, loại mô hình đã chọn là của tỉnh khác; xin chọn lại.")
    return root


def _check_kind(comparable: str) -> None:
    if "." not in comparable or (faults := kind_faults((), comparable)):
        said = f": {faults[0].words}" if "." in comparable else ""
        raise Refused(f"Xin chọn loại đơn vị được thí điểm{said}.")


@dataclass(frozen=True, slots=True)
class PlannedPhase:
    """What a person states of a phase."""

    starts_on: date
    ends_on: date
    title: str = ""
    choosers_kind: str = ""
    basis: str = ""


@transaction.atomic
def add_phase(pilot: Pilot, planned: PlannedPhase, by: User, at: datetime) -> Phase:
    """A further phase, after the last one. Raises Refused."""
    pilot, post = _open(pilot, by, at)
    _check_days(pilot, planned)
    basis = checked(planned.basis, "Căn cứ thêm giai đoạn", LONGEST_LINE, needed=pilot.state != "drafting")
    title = checked(planned.title, "Tên giai đoạn", LONGEST_TITLE, needed=False)
    last = pilot.phases.order_by("-nth").first()
    phase = Phase.objects.create(
        case=pilot, nth=last.nth + 1 if last else 1, title=title,
        starts_on=planned.starts_on, ends_on=planned.ends_on, basis=basis, choosers_kind=planned.choosers_kind, by=by,
        at=at,
    )  # fmt: skip
    _name_choosers(phase)
    _log("add_phase", phase, by, at, post, **{"from": phase.starts_on.isoformat(), "until": phase.ends_on.isoformat()})
    return phase


def _open(pilot: Pilot, by: User, at: datetime) -> tuple[Pilot, Post | None]:
    """The pilot, locked, and the post in which the person plans it. Raises Refused."""
    pilot = Pilot.objects.select_for_update(of=("self",)).get(pk=pilot.pk)
    post = acting_post(pilot, by, at.astimezone(HANOI).date())
    if pilot.state not in OPEN:
        raise Refused(f"Thí điểm {MACHINE.procedure.words[pilot.state]}, không sửa giai đoạn và nơi thí điểm được nữa.")
    return pilot, post


def acting_post(pilot: Pilot, by: User, day: date, *roles: str) -> Post | None:
    """The post in which the person acts for who is in charge (or in one of these roles). Raises Refused."""
    held = posts(MACHINE, pilot, by, day)
    fitting = [held[role] for role in roles or ("actor",) if role in held]
    if not fitting:
        raise Refused(NOT_YOURS)
    return fitting[0]


def _check_days(pilot: Pilot, planned: PlannedPhase) -> None:
    first, last = planned.starts_on, planned.ends_on
    if first > last:
        raise Refused(f"Ngày kết thúc {day_in_words(last)} trước ngày bắt đầu {day_in_words(first)}; xin xem lại.")
    for other in pilot.phases.order_by("nth"):
        if first <= other.ends_on and other.starts_on <= last:
            days = f"{day_in_words(other.starts_on)} đến {day_in_words(other.ends_on)}"
            raise Refused(f"Giai đoạn này trùng ngày với giai đoạn {other.nth} ({days}); xin chọn ngày khác.")
        if last < other.starts_on:
            raise Refused(f"Giai đoạn mới phải sau giai đoạn {other.nth}, kết thúc {day_in_words(other.ends_on)}.")


def _name_choosers(phase: Phase) -> None:
    if not phase.choosers_kind:
        return
    _check_kind(phase.choosers_kind)
    bodies = of_kind(phase.case.root, phase.choosers_kind, phase.starts_on)
    if not bodies:
        on = day_in_words(phase.starts_on)
        raise Refused(f"Ngày {on} tỉnh không có đơn vị nào thuộc loại tự chọn nơi thí điểm; xin chọn loại khác.")
    Chooser.objects.bulk_create([Chooser(phase=phase, organisation=body) for body in bodies])


@transaction.atomic
def drop_phase(phase: Phase, by: User, at: datetime) -> None:
    """Take the last phase out of a plan that is still drawn up. Raises Refused."""
    pilot, post = _open(phase.case, by, at)
    if pilot.state != "drafting" or pilot.phases.filter(nth__gt=phase.nth).exists():
        raise Refused("Chỉ bỏ được giai đoạn cuối, khi kế hoạch chưa được phê duyệt.")
    _log("drop_phase", phase, by, at, post)
    phase.delete()


@transaction.atomic
def add_places(phase: Phase, bodies: Collection[Organisation], by: User, at: datetime) -> list[PilotPlace]:
    """Places that the plan names. Raises Refused; then none is added."""
    pilot, post = _open(phase.case, by, at)
    if pilot.state != "drafting" and phase.begun_on is not None:
        raise Refused("Giai đoạn đã bắt đầu; nơi thí điểm theo kế hoạch không thêm được nữa.")
    if not bodies:
        raise Refused("Xin ghi ít nhất một nơi thí điểm.")
    return [_placed(phase, body, pilot.root, None, by, at, post) for body in bodies]


def _placed(
    phase: Phase, body: Organisation, over: Organisation, chooser: Organisation | None, by: User, at: datetime,
    post: Post | None,
) -> PilotPlace:  # fmt: skip
    day, name = phase.starts_on, body.name_on(phase.starts_on)
    if not body.exists_on(day):
        raise Refused(f"{name} không có vào ngày {day_in_words(day)}, ngày đầu của giai đoạn; xin chọn nơi khác.")
    if body.pk not in tree.below([over.pk], day):
        raise Refused(f"{name} không thuộc {over.name_on(day)}; xin chọn nơi khác.")
    if phase.places.filter(organisation=body).exists():
        raise Refused(f"{name} đã là nơi thí điểm của giai đoạn này.")
    row = PilotPlace.objects.create(phase=phase, organisation=body, chosen_by=chooser, by=by, at=at)
    _log("name_pilot_place", phase, by, at, post, place=body.code, **({"chosen_by": chooser.code} if chooser else {}))
    return row


@transaction.atomic
def choose_place(phase: Phase, chooser: Organisation, body: Organisation, by: User, at: datetime) -> PilotPlace:
    """A place that a body names for itself: said by its own people, or by who is in charge. Raises Refused."""
    pilot = Pilot.objects.select_for_update(of=("self",)).get(pk=phase.case_id)
    day = at.astimezone(HANOI).date()
    if not phase.choosers.filter(organisation=chooser).exists():
        raise Refused(f"{chooser.name_on(phase.starts_on)} không thuộc diện tự chọn nơi thí điểm của giai đoạn này.")
    if pilot.state not in OPEN[1:]:
        raise Refused("Chưa đến lúc, hoặc đã hết lúc chọn nơi thí điểm.")
    post = post_at(by, chooser, day, MACHINE.roles["actor"].functions) or acting_post(pilot, by, day)
    return _placed(phase, body, chooser, chooser, by, at, post)


@transaction.atomic
def drop_place(place: PilotPlace, by: User, at: datetime) -> None:
    """Take a place out before its phase has begun: who named it, or who is in charge. Raises Refused."""
    phase, day = place.phase, at.astimezone(HANOI).date()
    pilot = Pilot.objects.select_for_update(of=("self",)).get(pk=phase.case_id)
    if pilot.state not in OPEN or phase.begun_on is not None or (place.chosen_by is None and pilot.state != "drafting"):
        raise Refused(
            "Chỉ bỏ được nơi thí điểm khi kế hoạch chưa phê duyệt, hoặc nơi tự chọn khi giai đoạn chưa bắt đầu."
        )
    post = post_at(by, place.chosen_by, day, MACHINE.roles["actor"].functions) if place.chosen_by else None
    post = post or acting_post(pilot, by, day)
    _log("drop_pilot_place", phase, by, at, post, place=place.organisation.code)
    place.delete()


@transaction.atomic
def report_phase(phase: Phase, words: str, by: User, at: datetime, file: StoredFile | None = None) -> PhaseReport:
    """What came of a phase that has begun. Raises Refused."""
    words = checked(words, "Nội dung báo cáo", LONGEST_WORDS)
    if phase.begun_on is None:
        raise Refused(f"{phase} chưa bắt đầu; xin ghi bắt đầu giai đoạn trước.")
    move(MACHINE, phase.case, "report_phase", by, at, str(phase))
    return PhaseReport.objects.create(phase=phase, words=words, file=file, by=by, at=at)


def still_to_choose(phase: Phase) -> list[Organisation]:
    """Bodies that have not named a place of their own, those left out that are places by the plan themselves."""
    named = phase.places.filter(chosen_by__isnull=False).values("chosen_by")
    planned = phase.places.filter(chosen_by=None).values("organisation")
    left = Organisation.objects.filter(pk__in=phase.choosers.values("organisation"))
    return list(left.exclude(pk__in=named).exclude(pk__in=planned).prefetch_related("versions").order_by("code"))


def _log(deed: str, phase: Phase, by: User, at: datetime, post: Post | None, **said: object) -> None:
    LogEntry.record(by, deed, phase.case, at, phase.case.organisation, post, phase=phase.nth, **said)
