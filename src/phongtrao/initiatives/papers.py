"""Giấy tờ of a model, composed from what is known of it; what is not stands as «…» for a person to fill in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from phongtrao.documents.letterhead import of_articles, written_out
from phongtrao.initiatives.describe import articles_of
from phongtrao.initiatives.models import Initiative
from phongtrao.initiatives.replicating import chosen
from phongtrao.initiatives.review_paper import review_blocks
from phongtrao.initiatives.reviewing import last_closed
from phongtrao.procedure import Refused
from phongtrao.words import day_in_words
from phongtrao.work.desk import names_of
from vanban.paper import Annex, Item, Paper, Paragraph, Table
from vanban.paper.content import Block
from vanban.paper.reminder import Letterhead

BLANK = "…"
OF_A_PROVINCE = re.compile(r"(?:UBND|Ủy ban nhân dân) (?:tỉnh|thành phố) [^,;]+")


def survey_plan(case: Initiative, head: Letterhead, addressees: Sequence[str], day: date) -> Paper:
    """Kế hoạch khảo sát: why, what is looked at, who does it until when."""
    blocks: tuple[Block, ...] = (
        Item("la_ma", title="Mục đích, yêu cầu"),
        *_paragraphs(case.aim or f"Khảo sát tình hình làm cơ sở đề nghị thành lập mô hình «{case.title}»: {BLANK}"),
        Item("la_ma", title="Nội dung khảo sát"),
        Item("khoan", f"Tình hình an ninh, trật tự, điều kiện kinh tế, xã hội tại nơi dự kiến: {BLANK}"),
        Item("khoan", f"Số {case.said.place} và {case.said.group} dự kiến (đếm riêng từng loại): {BLANK}"),
        Item("khoan", f"Nhân lực, trang thiết bị, kinh phí cần có: {BLANK}"),
        Item("la_ma", title="Tổ chức thực hiện"),
        Paragraph(f"Thời gian: từ ngày {BLANK} đến ngày {BLANK}. Phân công: {BLANK}"),
    )
    return _paper("ke_hoach", f"Khảo sát, xây dựng mô hình «{case.title}»", blocks, head, addressees, day)


def survey_report(case: Initiative, head: Letterhead, addressees: Sequence[str], day: date) -> Paper:
    """Báo cáo kết quả khảo sát. Raises Refused before the findings are written."""
    if not case.findings:
        raise Refused("Xin ghi kết quả khảo sát ở trang «Nội dung mô hình» trước.")
    blocks = (
        Item("la_ma", title="Kết quả khảo sát"),
        *_paragraphs(case.findings),
        Item("la_ma", title="Các điểm dự kiến"),
        *_places(case),
        Item("la_ma", title="Đề xuất"),
        Paragraph(f"Đề nghị xem xét, thành lập mô hình «{case.title}»."),
    )
    return _paper("bao_cao", f"Kết quả khảo sát xây dựng mô hình «{case.title}»", blocks, head, addressees, day)


def proposal(case: Initiative, head: Letterhead, addressees: Sequence[str], day: date) -> Paper:
    """Tờ trình with the draft of the regulation annexed. Raises Refused before there is one."""
    annex = Annex(f"Dự thảo Quy chế hoạt động của mô hình «{case.title}»", tuple(_articles(case)))
    whom = ", ".join(addressees) or BLANK
    blocks = (
        Item("la_ma", title="Sự cần thiết"),
        *_paragraphs(case.aim or BLANK),
        Item("la_ma", title="Kết quả khảo sát"),
        *_paragraphs(case.findings or BLANK),
        Item("la_ma", title="Nội dung đề nghị"),
        Paragraph(
            f"{head.agency} đề nghị {whom} xem xét, quyết định thành lập mô hình «{case.title}» và ban hành quy chế "
            "hoạt động (dự thảo kèm theo)."
        ),
        *_places(case),
    )
    return _paper(
        "to_trinh", f"Về việc đề nghị thành lập mô hình «{case.title}»", blocks, head, addressees, day, (annex,)
    )


def decision(case: Initiative, head: Letterhead, addressees: Sequence[str], day: date) -> Paper:
    """Quyết định thành lập, the regulation annexed. Raises Refused before there is one."""
    runs = written_out(case.organisation.name_on(day))
    title = f"Quy chế hoạt động của mô hình «{case.title}»"
    articles = (
        f"Thành lập mô hình «{case.title}» do {runs} tổ chức thực hiện{_where(case)}.",
        f"Ban hành kèm theo Quyết định này {title}.",
        _last(head, runs),
    )
    return _decision(
        f"Về việc thành lập mô hình «{case.title}», ban hành quy chế hoạt động", articles, head, day,
        (*_grounds(case, day), f"Theo đề nghị của {runs} tại Tờ trình {_number(case, 'proposal')}"),
        (Annex(title, tuple(_articles(case))),),
    )  # fmt: skip


def launch_plan(case: Initiative, head: Letterhead, addressees: Sequence[str], day: date) -> Paper:
    """Kế hoạch ra mắt: when, where, what."""
    blocks = (
        Item("la_ma", title="Căn cứ, mục đích"),
        Paragraph(
            f"Thực hiện Quyết định số {case.decision or BLANK} ngày {day_in_words(case.decided_on) or BLANK}, tổ chức "
            f"ra mắt mô hình «{case.title}»."
        ),
        Item("la_ma", title="Thời gian, địa điểm, thành phần"),
        Paragraph(f"{BLANK} giờ ngày {BLANK}, tại {BLANK}; thành phần: {BLANK}"),
        Item("la_ma", title="Các điểm"),
        *_places(case),
        Item("la_ma", title="Tổ chức thực hiện"),
        Paragraph(f"Phân công: {BLANK}"),
    )
    return _paper("ke_hoach", f"Tổ chức ra mắt mô hình «{case.title}»", blocks, head, addressees, day)


def review_report(case: Initiative, head: Letterhead, addressees: Sequence[str], day: date) -> Paper:
    """Báo cáo đánh giá năm of the review that is open. Raises Refused before its required criteria are answered."""
    year, blocks = review_blocks(case)
    return _paper("bao_cao", f"Đánh giá mô hình «{case.title}» năm {year}", blocks, head, addressees, day)


def replicate_decision(case: Initiative, head: Letterhead, addressees: Sequence[str], day: date) -> Paper:
    """Quyết định nhân rộng, the bodies annexed. Raises Refused before there are any."""
    rows = chosen(case)
    if not rows:
        raise Refused("Xin chọn các đơn vị ở trang «Nhân rộng» trước.")
    names = names_of({row.organisation_id for row in rows}, day)
    table = Table(
        ("STT", "Đơn vị"),
        tuple((str(nth), written_out(names[row.organisation_id])) for nth, row in enumerate(rows, 1)),
        (1, 9), ("center", "left"),
    )  # fmt: skip
    runs = written_out(case.organisation.name_on(day))
    articles = (
        f"Nhân rộng mô hình «{case.title}» của {runs} đến {len(rows):02d} đơn vị (có danh sách kèm theo).",
        "Các đơn vị có tên trong danh sách tổ chức khảo sát, trình thành lập mô hình phù hợp với tình hình thực tế.",
        _last(head, "các đơn vị có tên trong danh sách"),
    )
    return _decision(
        f"Về việc nhân rộng mô hình «{case.title}»", articles, head, day, _reviewed(case, day),
        (Annex(f"Danh sách đơn vị nhân rộng mô hình «{case.title}»", (table,)),),
    )  # fmt: skip


def retire_decision(case: Initiative, head: Letterhead, addressees: Sequence[str], day: date) -> Paper:
    """Quyết định thanh loại, with what the last review found."""
    runs = written_out(case.organisation.name_on(day))
    dated = f" ngày {day_in_words(case.decided_on)}" if case.decided_on else ""
    founded = f" được thành lập theo Quyết định số {case.decision}{dated}" if case.decision else ""
    articles = (
        f"Thanh loại mô hình «{case.title}» của {runs}{founded}.",
        f"{runs} chấm dứt hoạt động các điểm, tổ của mô hình; kiểm kê, bàn giao trang thiết bị, hồ sơ theo quy định.",
        _last(head, runs),
    )
    return _decision(f"Về việc thanh loại mô hình «{case.title}»", articles, head, day, _reviewed(case, day))


def _paper(
    kind: str, subject: str, blocks: tuple[Block, ...], head: Letterhead, addressees: Sequence[str], day: date,
    annexes: tuple[Annex, ...] = (),
) -> Paper:  # fmt: skip
    return Paper(**_head(kind, subject, head, day), blocks=blocks, addressees=tuple(addressees), annexes=annexes)


def _decision(
    subject: str, articles: Sequence[str], head: Letterhead, day: date, grounds: tuple[str, ...] = (),
    annexes: tuple[Annex, ...] = (),
) -> Paper:  # fmt: skip
    blocks = tuple(Item("dieu", words) for words in articles)
    given = _head("quyet_dinh", subject, head, day) | {"recipients": of_articles(head.recipients, len(blocks))}
    return Paper(**given, blocks=blocks, deciding=head.agency, grounds=grounds, annexes=annexes)


def _head(kind: str, subject: str, head: Letterhead, day: date) -> dict[str, Any]:
    same = {name: getattr(head, name) for name in ("agency", "parent", "symbol", "place", "signers", "recipients")}
    return {**same, "kind": kind, "subject": subject, "kept": head.kept, "year": day.year}


def _paragraphs(text: str) -> Iterator[Paragraph]:
    return (Paragraph(line.strip()) for line in text.splitlines() if line.strip())


def _articles(case: Initiative) -> Iterator[Block]:
    """The regulation's articles: the title after its number, the words under it, a paragraph a line."""
    articles = articles_of(case.regulation)
    if not articles:
        raise Refused("Xin ghi quy chế hoạt động ở trang «Nội dung mô hình» trước.")
    blocks: list[Block] = []
    for one in articles:
        blocks += [Item("dieu", title=one.title), *_paragraphs(one.words)]
    return iter(blocks)


def _places(case: Initiative) -> tuple[Block, ...]:
    """The places with their groups in a table; a blank where none is entered yet."""
    rows = list(case.places.filter(ended_on=None).prefetch_related("counts"))
    if not rows:
        return (Paragraph(f"Các điểm: {BLANK}"),)
    table = Table(
        ("STT", case.said.place.capitalize(), f"Số {case.said.group}"),
        tuple((str(nth), row.name, str(row.groups_on(date.max))) for nth, row in enumerate(rows, 1)),
        (1, 7, 2), ("center", "left", "center"),
    )  # fmt: skip
    return (table,)


def _where(case: Initiative) -> str:
    names = [row.name for row in case.places.filter(ended_on=None)]
    return f", tại {len(names):02d} điểm: {'; '.join(names)}" if names else ""


def _number(case: Initiative, name: str) -> str:
    """`số 12/TTr-UBND ngày 22/11/2026` of the last whole paper of that name, else a blank."""
    whole = [row for row in case.papers.filter(name=name).select_related("outgoing") if row.is_whole and row.code]
    return f"số {whole[-1].code} ngày {day_in_words(whole[-1].day) or BLANK}" if whole else f"số {BLANK}"


def _grounds(case: Initiative, day: date) -> tuple[str, ...]:
    """What a decision rests on: a blank for the law, and the paper that names the kind where it binds here."""
    source = case.said.source
    return (f"Căn cứ {BLANK}", *((f"Thực hiện {source}",) if source and not _elsewhere(source, case, day) else ()))


def _elsewhere(source: str, case: Initiative, day: date) -> bool:
    """Whether the source is a paper of another province: it may name a kind, but nothing here rests on it."""
    issuer = OF_A_PROVINCE.search(source)
    return issuer is not None and written_out(issuer[0]) != written_out(case.root.name_on(day))


def _reviewed(case: Initiative, day: date) -> tuple[str, ...]:
    """The grounds of a decision after a review: what it found, in the report's number where there is one."""
    review = last_closed(case)
    if review is None:
        return _grounds(case, day)
    report = f" tại Báo cáo {_number(case, 'review_report')}"
    return (
        *_grounds(case, day),
        f"Căn cứ kết quả đánh giá mô hình năm {review.year}{report}: {review.met}/{review.asked} tiêu chí đạt",
    )


def _last(head: Letterhead, who: str) -> str:
    return (
        f"Quyết định này có hiệu lực kể từ ngày ký. Chánh Văn phòng {head.agency}, {who} và các đơn vị, cá nhân có "
        "liên quan chịu trách nhiệm thi hành Quyết định này."
    )
