"""Papers of a commendation as Decree 30/2020 has them, drafted from what is known; lists stand in annexes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from phongtrao.awards.lists import counted, full_list, nominee_words, rows_of, voted_list
from phongtrao.awards.models import Commendation, CouncilMember, Nominee
from phongtrao.documents.letterhead import of_articles, written_out
from phongtrao.procedure import Refused
from phongtrao.words import day_in_words
from vanban.paper import Annex, Item, Paper, Paragraph, Signer
from vanban.paper.content import Block
from vanban.paper.reminder import Letterhead

GAP = "…"
EMPTY = "Danh sách đề nghị còn trống; xin ghi danh sách trước khi lập văn bản."
NOT_VOTED = "Chưa ghi đủ kết quả biểu quyết; xin ghi ở trang của hội đồng trước khi lập biên bản."
NONE_CARRIED = "Không trường hợp nào đủ phiếu tán thành để trình khen thưởng."


def proposal(case: Commendation, head: Letterhead, addressees: Sequence[str], day: date) -> Paper:
    """Tờ trình đề nghị khen thưởng, with the list of all who are proposed. Raises Refused for an empty list."""
    rows = rows_of(case)
    if not rows:
        raise Refused(EMPTY)
    whom = addressees[0] if addressees else _name(case.decider, day)
    blocks = (
        Paragraph(f"{head.agency} kính trình {whom} xem xét, khen thưởng như sau:"),
        Item("khoan", title="Hình thức khen thưởng", words=f"{case.asked_form.title}."),
        Item("khoan", title="Đối tượng đề nghị", words=f"{counted(rows)} (có danh sách kèm theo)."),
        Item("khoan", title="Thành tích", words=f"{_achieved(case)}; chi tiết tại báo cáo thành tích kèm theo."),
        Paragraph(f"{head.agency} cam đoan các trường hợp trên {_once(case)}."),
        Paragraph(f"{head.agency} kính đề nghị {whom} xem xét, quyết định."),
    )
    annexes = tuple(full_list(rows, "Danh sách đề nghị khen thưởng"))
    return _paper("to_trinh", f"Về việc đề nghị khen thưởng {_what(case)}", blocks, head, addressees, day, annexes)


def report(case: Commendation, head: Letterhead, addressees: Sequence[str], day: date) -> Paper:
    """Báo cáo thành tích: what each who is proposed did. Raises Refused for an empty list."""
    rows = rows_of(case)
    if not rows:
        raise Refused(EMPTY)
    blocks: list[Block] = [
        Paragraph(f"{head.agency} báo cáo thành tích của các trường hợp đề nghị {case.asked_form.title}."),
        Item("la_ma", title="Đặc điểm, tình hình"),
        Paragraph(GAP),
        Item("la_ma", title=f"Thành tích từ {_span(case)}"),
    ]
    for row in rows:
        blocks.append(Item("khoan", title=nominee_words(row), words=row.achievement))
    blocks += [
        Item("la_ma", title="Các hình thức đã được khen thưởng"),
        Paragraph(GAP),
        Paragraph(f"Trên đây là báo cáo thành tích, {head.agency} trân trọng báo cáo."),
    ]
    return _paper("bao_cao", f"Thành tích đề nghị khen thưởng {_what(case)}", blocks, head, addressees, day)


def minutes(case: Commendation, head: Letterhead, addressees: Sequence[str], day: date) -> Paper:
    """Biên bản họp hội đồng with the votes on each. Raises Refused before all votes are written down."""
    rows = [row for row in rows_of(case) if row.is_proposed]
    members = list(case.council.select_related("user"))
    if not members or any(row.is_carried is None for row in rows):
        raise Refused(NOT_VOTED)
    carried = [row for row in rows if row.is_carried]
    blocks: tuple[Block, ...] = (
        Paragraph(f"Hồi {GAP} giờ {GAP} ngày {GAP}, tại {GAP}, hội đồng họp xét khen thưởng {_what(case)}."),
        Item("la_ma", title="Thành phần"),
        *(Item("gach", f"{one.user}, {CouncilMember.PARTS[one.part]}.") for one in members),
        Item("la_ma", title="Nội dung"),
        Paragraph(f"Xét đề nghị của {_name(case.organisation, day)}: {counted(rows)}, {case.asked_form.title}."),
        Paragraph("Thành viên thuộc đơn vị được đề nghị hoặc là người được đề nghị không biểu quyết trường hợp đó."),
        Item("khoan", title="Ý kiến tại cuộc họp", words=GAP),
        Item("khoan", title="Kết quả biểu quyết", words="Từng trường hợp tại Phụ lục."),
        Item("la_ma", title="Kết luận"),
        Paragraph(f"Đủ phiếu đề nghị khen thưởng: {counted(carried) if carried else 'không có'}."),
        Paragraph(f"Cuộc họp kết thúc hồi {GAP} giờ {GAP} cùng ngày; biên bản đã được đọc lại và thông qua."),
    )
    annexes = (voted_list(rows),)
    secretary = tuple(Signer(str(one.user), ("Thư ký",)) for one in members if one.part == CouncilMember.SECRETARY)
    chair = tuple(Signer(str(one.user), ("Chủ tịch hội đồng",)) for one in members if one.part == CouncilMember.CHAIR)
    return _paper(
        "bien_ban", f"Họp hội đồng xét khen thưởng {_what(case)}", blocks, head, addressees, day, annexes,
        signers=(*secretary, *(chair or head.signers)),
    )  # fmt: skip


def submission(case: Commendation, head: Letterhead, addressees: Sequence[str], day: date) -> Paper:
    """Tờ trình of the standing body: those whom the council's votes carry. Raises Refused where there are none."""
    rows = carried_rows(case)
    whom = addressees[0] if addressees else _name(case.decider, day)
    blocks = (
        Paragraph(
            f"Xét đề nghị của {_name(case.organisation, day)} và kết quả họp hội đồng, {head.agency} kính trình {whom} "
            f"xem xét, tặng {case.asked_form.title} cho {counted(rows)} (có danh sách kèm theo) {_because(case)}."
        ),
        Paragraph(f"{head.agency} kính trình {whom} xem xét, quyết định."),
    )
    annexes = tuple(full_list(rows, "Danh sách trình khen thưởng"))
    return _paper("to_trinh", f"Về việc khen thưởng {_what(case)}", blocks, head, addressees, day, annexes)


def decision(case: Commendation, head: Letterhead, addressees: Sequence[str], day: date) -> Paper:
    """Quyết định khen thưởng with the annexed list. Raises Refused where nobody is carried."""
    rows = carried_rows(case)
    said = f"Tặng {case.asked_form.title} cho {counted(rows)} (có danh sách kèm theo) {_because(case)}."
    grounds = (f"Căn cứ {case.rules.source}", f"Theo đề nghị của {_name(case.examiner, day)} tại {_submission(case)}")
    annexes = tuple(full_list(rows, "Danh sách được khen thưởng"))
    return _decided(case, f"Về việc khen thưởng {_what(case)}", (said,), grounds, head, day, annexes)


def revocation(case: Commendation, head: Letterhead, addressees: Sequence[str], day: date) -> Paper:
    """Quyết định hủy bỏ; the ground is left open for who decides."""
    made = case.papers.filter(name="quyet_dinh").order_by("-pk").first()
    which = f"Quyết định số {made.code} ngày {day_in_words(made.day)}" if made else f"Quyết định số {GAP}"
    said = (f"Hủy bỏ {which} về việc tặng {case.asked_form.title} {_because(case)}.", f"Lý do: {GAP}")
    grounds = (f"Căn cứ {case.rules.source}",)
    return _decided(case, f"Về việc hủy bỏ quyết định khen thưởng {_what(case)}", said, grounds, head, day)


def carried_rows(case: Commendation) -> list[Nominee]:
    """Who is commended: proposed by the examiner and carried by the council. Raises Refused where nobody is."""
    rows = [row for row in rows_of(case) if row.is_proposed and row.is_carried]
    if not rows:
        raise Refused(NONE_CARRIED)
    return rows


def _decided(
    case: Commendation, subject: str, articles: Sequence[str], grounds: tuple[str, ...], head: Letterhead, day: date,
    annexes: tuple[Annex, ...] = (),
) -> Paper:  # fmt: skip
    who = f"{_name(case.examiner, day)}, {_name(case.organisation, day)}, các tập thể, cá nhân có tên tại Điều 1"
    last = f"Quyết định này có hiệu lực kể từ ngày ký. {who} chịu trách nhiệm thi hành Quyết định này."
    blocks = tuple(Item("dieu", words) for words in (*articles, last))
    more = {"deciding": _deciding(head), "grounds": grounds}
    recipients = of_articles(head.recipients, len(blocks))
    return _paper("quyet_dinh", subject, blocks, head, (), day, annexes, recipients=recipients, **more)


def _submission(case: Commendation) -> str:
    """`Tờ trình số 12/TTr-SNV ngày 05/12/2026`, as far as it is known."""
    names = [one.name for one in case.rules.said.papers if one.by == "examiner" and one.kind == "to_trinh"]
    rows = case.papers.filter(name__in=names).select_related("outgoing").order_by("-pk")
    made = next((row for row in rows if row.is_whole), None)
    if made is None or not made.code:
        return f"Tờ trình số {GAP}"
    return f"Tờ trình số {made.code} ngày {day_in_words(made.day) if made.day else GAP}"


def _deciding(head: Letterhead) -> str:
    """Chairmen decide on commendations in their own name: `Chủ tịch Ủy ban nhân dân tỉnh ...`."""
    office = head.signers[-1].offices[-1] if head.signers[-1].offices else GAP
    return f"{office} {head.agency}"


def _paper(
    kind: str, subject: str, blocks: Sequence[Block], head: Letterhead, addressees: Sequence[str], day: date,
    annexes: tuple[Annex, ...] = (), **more: Any,
) -> Paper:  # fmt: skip
    """The paper under its letterhead, without number and day."""
    given: dict[str, Any] = {"signers": head.signers, "recipients": head.recipients} | more
    return Paper(
        kind=kind, agency=head.agency, parent=head.parent, symbol=head.symbol, place=head.place, year=day.year,
        subject=subject, addressees=tuple(addressees), blocks=tuple(blocks), kept=head.kept, annexes=annexes, **given,
    )  # fmt: skip


def _name(body: Any, day: date) -> str:
    return written_out(body.name_on(day))


def _what(case: Commendation) -> str:
    return f"{case.title} năm {case.year}"


def _span(case: Commendation) -> str:
    return f"ngày {day_in_words(case.achieved_from)} đến ngày {day_in_words(case.achieved_until)}"


def _achieved(case: Commendation) -> str:
    return f"Trong {case.title}, từ {_span(case)}"


def _because(case: Commendation) -> str:
    return f"đã có thành tích trong {case.title}, từ {_span(case)}"


def _once(case: Commendation) -> str:
    return f"chưa được đề nghị hình thức nào khác cho cùng thành tích («{case.rules.said.once.words}»)"
