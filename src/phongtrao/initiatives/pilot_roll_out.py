"""Nhân rộng: the paper that asks the remaining bodies to do what was tried, and what became of it.

The paper is written so that the compiler reads its duties. When it is issued it becomes a document of the province; a
named person gives the duties from it (`work.adopt`), as from any other: nothing binds by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import Count, Q

from phongtrao.documents.letterhead import written_out
from phongtrao.documents.models import Document, Outgoing
from phongtrao.documents.own_paper import document_of, document_of_file
from phongtrao.files import Refusal
from phongtrao.initiatives.models import Pilot, RollOut
from phongtrao.initiatives.pilot_bodies import Remaining, remaining
from phongtrao.initiatives.pilot_papers import paper_of
from phongtrao.initiatives.pilot_words import GAP, names_in_lines
from phongtrao.organisations.holders import LOWER_TIERS
from phongtrao.organisations.models import AreaVersion, Organisation, User
from phongtrao.organisations.wording import AREA_KINDS
from phongtrao.procedure import Refused
from phongtrao.words import day_in_words
from phongtrao.work.attach_document import write_attached
from phongtrao.work.machine import Given
from phongtrao.work.models import Assignment
from vanban.paper import Annex, Item, Paper, Paragraph, Table
from vanban.paper.content import Block
from vanban.paper.reminder import Letterhead

TOGETHER = {"ubnd": "Ủy ban nhân dân các {}", "cong_an": "Công an các {}"}
"""Kinds of bodies of districts and communes that papers address together, by the kinds of their areas."""
SHORT = {"thanh_pho": "thành phố"}
"""Kinds of areas whose word on the site says more than papers do."""
NOT_SET = "Xin ghi việc nhân rộng (hạn, việc phải làm) trước khi lập kế hoạch nhân rộng."
NOBODY = "Không còn đơn vị nào để nhân rộng: mọi đơn vị cùng loại đã thí điểm."


def roll_out_paper(pilot: Pilot, head: Letterhead, addressees: Sequence[str], day: date) -> Paper:
    """Kế hoạch nhân rộng. Raises Refused where nothing was set, or nobody is left."""
    row = RollOut.objects.filter(case=pilot).select_related("through").first()
    if row is None:
        raise Refused(NOT_SET)
    left = remaining(pilot, row.comparable, day)
    if not left.bodies:
        raise Refused(NOBODY)
    blocks = [
        Paragraph(f"Trên cơ sở kết quả thí điểm {pilot.title}, {head.agency} ban hành Kế hoạch nhân rộng như sau:"),
        Item("la_ma", title="Mục đích, yêu cầu"),
        Paragraph(GAP),
        Item("la_ma", title="Nội dung nhân rộng"),
        *([Paragraph(line) for line in pilot.tried.splitlines() if line.strip()] or [Paragraph(GAP)]),
        Item("la_ma", title="Tổ chức thực hiện"),
        *_duties(pilot, row, left, head, day),
    ]
    paper = paper_of("ke_hoach", f"Nhân rộng {pilot.title}", blocks, head, addressees, day)
    return _with_list(paper, left, day)


def _duties(pilot: Pilot, row: RollOut, left: Remaining, head: Letterhead, day: date) -> Iterator[Block]:
    """Each duty an item of its own with who does it, all on one level: so readers know beside whom `còn lại` stands."""
    tried = [written_out(body.name_on(day)) for body in left.tried]
    keep = ("Duy trì, củng cố những nội dung đã thí điểm; chia sẻ kinh nghiệm với nơi khác",)
    guide = ("Hướng dẫn, kiểm tra, đôn đốc việc nhân rộng; hằng năm tổng hợp kết quả thực hiện",)
    own = written_out(pilot.organisation.name_on(day))
    for names, duties in (
        (names_in_lines(tried), keep),
        (_named(row, left, day), _of_the_rest(row, head, day)),
        ([own], guide),
    ):
        yield from (Item("khoan", f"{line}: {duty}.") for line in names for duty in duties)


def _named(row: RollOut, left: Remaining, day: date) -> list[str]:
    """The remaining bodies together where papers do so, `còn lại` where others of their kind stand above."""
    together = _together(row.comparable, (*left.bodies, *left.tried), day)
    if together:
        return [f"{together} còn lại" if left.tried else together]
    return names_in_lines([written_out(body.name_on(day)) for body in left.bodies])


def _together(comparable: str, bodies: Sequence[Organisation], day: date) -> str:
    """`Ủy ban nhân dân các xã, phường`; the empty string for kinds that are named one by one."""
    level, _, kind = comparable.partition(".")
    if kind not in TOGETHER or level not in LOWER_TIERS:
        return ""
    areas = AreaVersion.objects.on(day).filter(area__in={body.area_id for body in bodies}).order_by()
    there = set(areas.values_list("kind", flat=True))
    return TOGETHER[kind].format(", ".join(SHORT.get(one, word) for one, word in AREA_KINDS.items() if one in there))


def _of_the_rest(row: RollOut, head: Letterhead, day: date) -> list[str]:
    to = f"gửi {head.agency}" + (f" (qua {row.through.name_on(day)})" if row.through else "")
    duties = [f"Xây dựng kế hoạch triển khai thực hiện, {to} chậm nhất ngày {day_in_words(row.plan_due)}"]
    duties += [line.strip().rstrip(".;") for line in row.tasks.splitlines() if line.strip(" .;")]
    if row.done_by:
        duties.append(f"Tổ chức triển khai thực hiện xong chậm nhất ngày {day_in_words(row.done_by)}")
    if row.yearly:
        duties.append(f"Báo cáo kết quả thực hiện, {to} chậm nhất ngày {row.yearly} hằng năm")
    return duties


def _with_list(paper: Paper, left: Remaining, day: date) -> Paper:
    """The paper with the remaining bodies named one by one in an annex."""
    rows = tuple(
        (str(at), body.name_on(day), "một phần địa bàn đã thí điểm" if body.pk in left.in_part else "")
        for at, body in enumerate(left.bodies, 1)
    )
    table = Table(("STT", "Đơn vị", "Ghi chú"), rows, (1, 6, 4), ("center", "left", "left"))
    return replace(paper, annexes=(Annex("Danh sách đơn vị nhân rộng", (table,)),))


def rolled_out(pilot: Pilot, by: User, at: datetime, given: Given) -> None:
    """What issuing the paper does: it stands among the documents, for its duties to be given. Raises Refused."""
    row = RollOut.objects.filter(case=pilot).first()
    if row is None:
        raise Refused(NOT_SET)
    try:
        document = document_of(given.paper, by, at) if given.paper else _document_of_signed(pilot, by, at)
    except Refusal as refusal:
        if given.paper:
            raise Refused(str(refusal)) from refusal
        return
    if document is not None:
        link(row, document, by, at)


def _document_of_signed(pilot: Pilot, by: User, at: datetime) -> Document | None:
    there = pilot.papers.filter(name="roll_out").select_related("file", "outgoing").order_by("-pk").first()
    if there is None:
        return None
    if there.outgoing is not None and there.outgoing.state == Outgoing.ISSUED:
        return document_of(there.outgoing, by, at)
    return document_of_file(there.file, pilot.decider, by, at) if there.file else None


@transaction.atomic
def link(row: RollOut, document: Document, by: User, at: datetime) -> None:
    """Say that this document is the paper of the roll-out; its programme holds it, too."""
    row.document = document
    row.save(update_fields=["document"])
    programme = row.case.programme
    if programme is not None and not programme.documents.filter(pk=document.pk).exists():
        write_attached(programme, document, by, at, None)


@dataclass(frozen=True, slots=True)
class Told:
    """A remaining body, and how many duties of the roll-out were given to it."""

    body: Organisation
    name: str
    in_part: bool
    given: int


def told(row: RollOut, day: date) -> list[Told]:
    """Every remaining body of `day` with the duties that it leads by an adoption of the roll-out's document."""
    left = remaining(row.case, row.comparable, day)
    rows = Assignment.objects.filter(
        Q(duty__adoption__document=row.document_id), role=Assignment.LEAD, declined_at=None, confirmed=True
    )
    counts = dict(rows.order_by().values_list("organisation").annotate(Count("pk"))) if row.document_id else {}
    return [
        Told(body, body.name_on(day), body.pk in left.in_part, counts.get(body.pk, 0)) for body in left.bodies
    ]  # fmt: skip
