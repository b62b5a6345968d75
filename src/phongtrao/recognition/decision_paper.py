"""Quyết định công nhận, quyết định thu hồi as papers of Decree 30/2020, their lists annexed by subject."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from phongtrao.documents.letterhead import of_articles
from phongtrao.organisations.models import Organisation
from phongtrao.recognition.models import Candidacy, Score
from phongtrao.recognition.reasons import number
from phongtrao.recognition.rules import SUBJECTS, RecognitionRules
from phongtrao.recognition.scoring import RESULTS
from phongtrao.words import day_in_words
from phongtrao.work.desk import names_of
from vanban.paper import Annex, Item, Paper, Paragraph, Table, Words
from vanban.paper.reminder import Letterhead

KIND = "quyet_dinh"


@dataclass(frozen=True, slots=True)
class Unit:
    """A row of the annexed list."""

    subject: str
    name: str
    area: str
    said: str
    """The score agreed on; of a withdrawal the decision that recognised it."""
    ground: str = ""
    """Why the recognition is withdrawn; empty in a list of those recognised."""


def units_to_recognise(candidacies: Sequence[Candidacy], day: date) -> list[Unit]:
    """The candidacies as rows of the list, in their order."""
    scores = Score.objects.filter(kind=Score.COUNCIL, sent_at__isnull=False, candidacy__in=candidacies)
    last = {row.candidacy_id: row for row in scores.select_related("criteria").order_by("appraisal__nth")}
    return _units(candidacies, day, [_result(last.get(one.pk)) for one in candidacies])


def units_to_withdraw(candidacies: Sequence[Candidacy], grounds: Sequence[str], day: date) -> list[Unit]:
    """Recognised units as rows of the list, in their order, each with its ground."""
    told = [
        f"{c.recognition.decision.paper.code} ngày {day_in_words(c.recognition.recognised_on)}" for c in candidacies
    ]
    return _units(candidacies, day, told, grounds)


def _units(candidacies: Sequence[Candidacy], day: date, said: Sequence[str], grounds: Sequence[str] = ()) -> list[Unit]:
    names = names_of({one.organisation_id for one in candidacies}, day)
    reasons = grounds or [""] * len(candidacies)
    return [
        Unit(one.subject, names[one.organisation_id], _area(one.organisation, day), text, ground)
        for one, text, ground in zip(candidacies, said, reasons, strict=True)
    ]


def _area(body: Organisation, day: date) -> str:
    return body.area.name_on(day) if body.area else ""


def _result(score: Score | None) -> str:
    """`92,5 điểm`; of sets that give no points the result alone."""
    if score is None:
        return ""
    if score.criteria.content.get("scoring") != "points":
        return RESULTS[score.result]
    return number(score.total)


def by_subject(candidacies: Iterable[Candidacy], day: date) -> list[Candidacy]:
    """In the order of the list: by subject, then by name."""
    found = list(candidacies)
    names = names_of({one.organisation_id for one in found}, day)
    order = list(SUBJECTS)
    return sorted(found, key=lambda one: (order.index(one.subject), names[one.organisation_id], one.pk))


def offered_grounds(rules: RecognitionRules, appraiser: str, proposal: str = "") -> tuple[str, ...]:
    """What it rests on, from the rules' own source; `proposal`: number and day of the appraiser's paper, where it was
    issued here; otherwise a person fills them in."""
    asked = (f"Theo đề nghị của {appraiser} tại Tờ trình {proposal or 'số …'}",) if appraiser else ()
    return (f"Căn cứ {rules.source}", *asked)


def recognition_paper(
    rules: RecognitionRules, year: int, units: Sequence[Unit], head: Letterhead, grounds: Sequence[str], appraiser: str
) -> Paper:
    """The draft of the decision that recognises these units, without number and day."""
    whom = f"đơn vị {rules.title} năm {year}"
    articles = (
        f"Công nhận {_two(len(units))} {whom} (có danh sách tại {_annexes_named(units)} kèm theo), gồm: "
        f"{_counted(units)}.",
        "Các đơn vị có tên tại Điều 1 được cấp Giấy chứng nhận, có trách nhiệm duy trì, giữ vững kết quả đã đạt được.",
        _last_article(head.agency, appraiser),
    )
    annexes = tuple(_annexes(units, f"Danh sách {whom}", "Kết quả"))
    return _paper(f"Về việc công nhận {whom}", articles, annexes, head, grounds, year)


def proposal_to_decide(
    rules: RecognitionRules, year: int, units: Sequence[Unit], head: Letterhead, decider: str
) -> Paper:
    """The draft of the appraiser's paper that proposes these units, without number and day."""
    whom = f"đơn vị {rules.title} năm {year}"
    blocks = (
        Paragraph(f"Căn cứ {rules.source};"),
        Paragraph(
            f"Qua thẩm định hồ sơ, {head.agency} đề nghị {decider} xem xét, công nhận {_two(len(units))} {whom} (có "
            f"danh sách tại {_annexes_named(units)} kèm theo), gồm: {_counted(units)}."
        ),
        Paragraph(f"{head.agency} kính trình {decider} xem xét, quyết định."),
    )
    return Paper(
        kind="to_trinh", agency=head.agency, parent=head.parent, symbol=head.symbol, place=head.place, year=year,
        subject=f"Về việc đề nghị công nhận {whom}", addressees=(decider,), blocks=blocks, signers=head.signers,
        recipients=head.recipients, kept=head.kept,
        annexes=tuple(_annexes(units, f"Danh sách đề nghị công nhận {whom}", "Kết quả thẩm định")),
    )  # fmt: skip


def withdrawal_paper(
    rules: RecognitionRules, year: int, units: Sequence[Unit], head: Letterhead, grounds: Sequence[str], appraiser: str
) -> Paper:
    """The draft of the decision that takes the recognition from these units, without number and day."""
    whom = f"đơn vị {rules.title}"
    articles = (
        f"Thu hồi việc công nhận đối với {_two(len(units))} {whom} (có danh sách và lý do tại "
        f"{_annexes_named(units)} kèm theo), gồm: {_counted(units)}.",
        "Giấy chứng nhận đã cấp cho các đơn vị có tên tại Điều 1 không còn giá trị kể từ ngày Quyết định này có "
        "hiệu lực.",
        _last_article(head.agency, appraiser),
    )
    annexes = tuple(_annexes(units, f"Danh sách thu hồi công nhận {whom}", "Quyết định công nhận"))
    return _paper(f"Về việc thu hồi công nhận {whom}", articles, annexes, head, grounds, year)


def _paper(
    subject: str, articles: Sequence[str], annexes: tuple[Annex, ...], head: Letterhead, grounds: Sequence[str],
    year: int,
) -> Paper:  # fmt: skip
    return Paper(
        kind=KIND,
        agency=head.agency,
        parent=head.parent,
        symbol=head.symbol,
        place=head.place,
        year=year,
        subject=subject,
        deciding=head.agency,
        grounds=tuple(grounds),
        blocks=tuple(Item("dieu", words) for words in articles),
        signers=head.signers,
        recipients=of_articles(head.recipients, len(articles)),
        kept=head.kept,
        annexes=annexes,
    )


def _last_article(agency: str, appraiser: str) -> str:
    who = ", ".join(filter(None, (f"Chánh Văn phòng {agency}", appraiser, "các đơn vị có tên tại Điều 1")))
    return f"Quyết định này có hiệu lực kể từ ngày ký. {who} chịu trách nhiệm thi hành Quyết định này."


def _two(count: int) -> str:
    """Numbers below ten with a zero, as papers write them."""
    return f"{count:02d}"


def _subjects(units: Iterable[Unit]) -> list[str]:
    return list(dict.fromkeys(unit.subject for unit in units))


def _counted(units: Sequence[Unit]) -> str:
    """`02 xã, phường; 01 cơ sở giáo dục`."""
    counts = {name: sum(1 for unit in units if unit.subject == name) for name in _subjects(units)}
    return "; ".join(f"{_two(count)} {SUBJECTS[name].lower()}" for name, count in counts.items())


def _annexes_named(units: Sequence[Unit]) -> str:
    return "Phụ lục" if len(_subjects(units)) == 1 else "các Phụ lục"


def _annexes(units: Sequence[Unit], title: str, said: str) -> Iterator[Annex]:
    for subject in _subjects(units):
        of_it = [unit for unit in units if unit.subject == subject]
        yield Annex(f"{title}: {SUBJECTS[subject].lower()}", (_table(of_it, said),))


def _table(units: Sequence[Unit], said: str) -> Table:
    """The units numbered; of a withdrawal with a column of grounds more, which is the last one (`grounds_in`)."""
    rows: list[tuple[Words, ...]] = [
        (str(at), unit.name, unit.area, unit.said, *filter(None, [unit.ground])) for at, unit in enumerate(units, 1)
    ]
    header = ("STT", "Đơn vị", "Địa bàn", said)
    if not units[0].ground:
        return Table(header, tuple(rows), (1, 5, 4, 2.5), ("center", "left", "left", "center"))
    aligns = ("center", "left", "left", "center", "left")
    return Table((*header, "Lý do thu hồi"), tuple(rows), (1, 4, 3, 3, 5), aligns)


def grounds_in(paper: Paper) -> list[str]:
    """The grounds of a withdrawal's list, in its order: the last cell of each row."""
    tables = (block for annex in paper.annexes for block in annex.blocks if isinstance(block, Table))
    return [str(row[-1]) for table in tables for row in table.rows]
