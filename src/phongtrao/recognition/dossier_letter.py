"""The dossier's papers as drafts of their body, from what is known; or files of those signed elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from django.db import transaction

from phongtrao.documents.issue import draft
from phongtrao.documents.letterhead import as_known, last_letterhead, listed, offered_symbol, written_out
from phongtrao.documents.models import Outgoing, StoredFile
from phongtrao.organisations.models import Organisation, User
from phongtrao.procedure import Refused
from phongtrao.procedures import CANDIDACY
from phongtrao.recognition import dossier, scores
from phongtrao.recognition.barred import why_barred
from phongtrao.recognition.candidacy_deeds import has_accounts, posts
from phongtrao.recognition.dossier_papers import Contents, proposal_paper, registration_paper, report_paper
from phongtrao.recognition.minutes_paper import Appraised, minutes_paper
from phongtrao.recognition.models import AppraisalMember, Candidacy, DossierPaper, Score
from phongtrao.recognition.own_candidacy import check_writer
from phongtrao.recognition.register import REGISTRATION
from phongtrao.recognition.rules import DossierPaper as Asked
from phongtrao.recognition.score_entry import ScoreEntry, entry_of
from vanban.paper import Paper
from vanban.paper.reminder import Letterhead

WHAT = "dossier"
WRITTEN_IN = {
    "body": ("at_commune", "registered", "selected", "building", "self_scored", "returned"),
    "appraiser": ("dossier_sent", "appraised"),
}
"""Whose papers → states in which they may still be put in."""
Maker = Callable[[Any, Letterhead, Sequence[str], int], Paper]
MAKERS: dict[str, Maker] = {"bao_cao": report_paper, "to_trinh": proposal_paper, "bien_ban": minutes_paper}
"""Kind of paper → what drafts it; the registration goes by its name."""
NOT_SCORED = "Xin chốt điểm tự chấm trước khi lập văn bản: điểm chưa chốt còn thay đổi."
NOT_AGREED = "Xin lập biên bản sau khi mọi thành viên đã chấm và đã có bảng điểm thống nhất."
BY_HAND = "Loại giấy tờ này không có bản dự thảo sẵn; xin đính kèm tệp đã ký."


@dataclass(frozen=True, slots=True)
class Wanted:
    """A paper of a candidacy that is asked for, and who wants it."""

    candidacy: Candidacy
    asked: Asked
    by: User
    day: date

    @property
    def writer(self) -> Organisation | None:
        """The body that writes it."""
        return self.candidacy.organisation if self.asked.by == "body" else self.candidacy.appraiser

    @property
    def maker(self) -> Maker | None:
        return registration_paper if self.asked.name == REGISTRATION else MAKERS.get(self.asked.kind)


def asked_paper(candidacy: Candidacy, name: str, by: User, day: date) -> Wanted | None:
    """The paper of that name, where the rules ask for one."""
    found = next((one for one in candidacy.rules.said.papers if one.name == name), None)
    return Wanted(candidacy, found, by, day) if found else None


def check_may_put_in(wanted: Wanted) -> None:
    """Raises Refused for one who does not write this paper, and once its time is over."""
    row, by = wanted.candidacy, wanted.asked.by
    if by == "body":
        check_writer(row, wanted.by, wanted.day)
    else:
        _check_appraises(wanted)
    if row.state not in WRITTEN_IN[by]:
        raise Refused(f"Hồ sơ đang ở trạng thái «{CANDIDACY.words[row.state]}», không thêm giấy tờ này được nữa.")


def may_put_in(wanted: Wanted) -> bool:
    """Whether `check_may_put_in` lets the person do it."""
    try:
        check_may_put_in(wanted)
    except Refused:
        return False
    return True


def _check_appraises(wanted: Wanted) -> None:
    row = wanted.candidacy
    appraisal = scores.appraisal_of(row)
    is_member = appraisal is not None and appraisal.members.filter(user=wanted.by).exists()
    if not is_member and "appraiser" not in posts(row, wanted.by, wanted.day):
        raise Refused("Giấy tờ này do cơ quan thẩm định lập.")
    if why := why_barred(row, wanted.by, wanted.day):
        raise Refused(f"Anh/chị {why} nên không lập giấy tờ thẩm định của hồ sơ này.")


def letterhead(wanted: Wanted) -> dict[str, Any]:
    """What the body's last paper had, for the fields of `AddressedForm`."""
    if wanted.writer is None:
        raise Refused("Chưa có văn bản nào nêu cơ quan thẩm định; xin bổ sung quy định công nhận.")
    kind = wanted.asked.kind
    had = last_letterhead(wanted.writer, wanted.day, kind)
    had |= {"symbol": had.get("symbol") or offered_symbol(kind, had["agency"])}
    if "signer" not in had and not had["agency"].startswith("Ủy ban nhân dân"):
        had["office"] = ""
    if kind == "bien_ban":
        return had | {"authority": "", "office": "Chủ trì", "signer": _chair(wanted.candidacy) or had.get("signer", "")}
    return had | {"addressees": _name(wanted.candidacy.decider, wanted.day)}


def _chair(candidacy: Candidacy) -> str:
    appraisal = scores.appraisal_of(candidacy)
    chair = appraisal.members.filter(part=AppraisalMember.CHAIR).first() if appraisal else None
    return str(chair.user) if chair else ""


def _name(body: Organisation | None, day: date) -> str:
    return written_out(body.name_on(day)) if body else ""


def preview(wanted: Wanted, given: Mapping[str, str] = MappingProxyType({})) -> Paper:
    """The paper as it would be now, under the letterhead of the body's last one, or what is `given` of it otherwise;
    blanks stay for what is unknown. Raises Refused where nothing drafts it yet."""
    had = letterhead(wanted) | dict(given)
    return written(wanted, as_known(had), listed(had.get("addressees", "")))


def written(wanted: Wanted, head: Letterhead, addressees: Sequence[str]) -> Paper:
    """The paper from what is known. Raises Refused where nothing drafts it."""
    if wanted.maker is None:
        raise Refused(BY_HAND)
    contents = _appraised(wanted) if wanted.asked.kind == "bien_ban" else _contents(wanted)
    return wanted.maker(contents, head, addressees, wanted.day.year)


def _contents(wanted: Wanted, score: Score | None = None) -> Contents:
    row, day = wanted.candidacy, wanted.day
    if wanted.asked.by == "appraiser" and score is None:
        appraisal = scores.appraisal_of(row)
        score = scores.council_score(appraisal) if appraisal else None
    score = score or scores.own_score(row)
    others = (one for one in row.rules.said.papers if one.name != wanted.asked.name and one.by == "body")
    papers = tuple(one.title for one in others)
    return Contents(
        row, _name(row.organisation, day), _name(row.commune, day), _name(row.appraiser, day), _name(row.decider, day),
        _entry(score, wanted) if score else None, papers,
    )  # fmt: skip


def _entry(score: Score, wanted: Wanted) -> ScoreEntry:
    return entry_of(score, wanted.by, wanted.day)


def _appraised(wanted: Wanted) -> Appraised:
    row, appraisal = wanted.candidacy, scores.appraisal_of(wanted.candidacy)
    agreed = scores.council_score(appraisal) if appraisal else None
    if appraisal is None or agreed is None or scores.members_waited_for(appraisal):
        raise Refused(NOT_AGREED)
    members = tuple(appraisal.members.select_related("user").order_by("pk"))
    given = {one.member_id: one for one in appraisal.scores.filter(kind=Score.MEMBER).select_related("criteria")}
    return Appraised(
        contents=_contents(wanted, scores.own_score(row)),
        appraisal=appraisal,
        members=members,
        scores=tuple(_entry(given[one.user_id], wanted) for one in members),
        agreed=_entry(agreed, wanted),
        opinions=tuple(row.opinions.order_by("pk")),
        checks=tuple(row.checks.order_by("pk")),
    )


@transaction.atomic
def draft_in(wanted: Wanted, head: Letterhead, addressees: Sequence[str], at: datetime) -> DossierPaper:
    """Draft the paper among the body's outgoing ones, where it gets its number, and put it in. Raises Refused."""
    check_may_put_in(wanted)
    row = Candidacy.objects.select_for_update(of=("self",)).get(pk=wanted.candidacy.pk)
    _check_scored(wanted, row)
    body = wanted.writer
    if body is None or (wanted.asked.by == "body" and not has_accounts(body, wanted.day)):
        raise Refused(
            "Đơn vị chưa có tài khoản để phát hành văn bản ở đây: xin tải tệp Word, đơn vị ký rồi đính kèm bản đã ký."
        )
    there = next((part.there for part in dossier.parts(row) if part.asked.name == wanted.asked.name), None)
    if there is not None and there.outgoing is not None and there.outgoing.state == Outgoing.DRAFT:
        raise Refused(f"Đã có {there.outgoing.title}; xin phát hành, hoặc bỏ dự thảo đó rồi lập lại.")
    about = {"what": WHAT, "candidacy": row.pk, "paper": wanted.asked.name}
    paper = draft(written(wanted, head, addressees), body, wanted.by, at, about)
    return dossier.put_in(row, wanted.asked.name, wanted.by, at, outgoing=paper)


def _check_scored(wanted: Wanted, row: Candidacy) -> None:
    if wanted.asked.by == "body" and wanted.asked.name != REGISTRATION:
        own = scores.own_score(row)
        if own is None or own.sent_at is None:
            raise Refused(NOT_SCORED)


@transaction.atomic
def file_in(wanted: Wanted, at: datetime, store: Callable[[], StoredFile | None]) -> DossierPaper:
    """Put in the file of a paper that was signed elsewhere; `store` takes it through the gate. Raises Refused."""
    check_may_put_in(wanted)
    file = store()
    if file is None:
        raise Refused("Xin chọn tệp đã ký.")
    return dossier.put_in(wanted.candidacy, wanted.asked.name, wanted.by, at, file=file)
