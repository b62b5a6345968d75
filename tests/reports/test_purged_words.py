"""A secret that was written into a report is taken out of it, of its later editions, and of what was made of it."""

from __future__ import annotations

from phongtrao.documents.holdings import HOLDINGS
from phongtrao.reports.models import Answer, Synthesis, SynthesisParagraph
from tests.conftest import Cast
from tests.reports.samples import COMMUNES, DAY, SENT, carried_out, load, written
from tests.work.conftest import at

SECRET = "Nội dung không được ghi ở đây."


def test_an_answer_goes_from_all_editions_and_paragraphs_and_its_neighbours_stay(cast: Cast) -> None:
    form = load(cast)
    told = {"kho_khan": SECRET, "kien_nghi": "Đề nghị tập huấn.", "mo_hinh": "1", "mo_hinh_moi": "0"}
    first = carried_out(cast, written(cast, form, "2026", COMMUNES[0], told), SENT)
    carried_out(cast, first, ("return_report",), note="Xin xem lại.")
    second = carried_out(cast, first, ("correct_report",))
    lan, root = cast.user("lan"), cast.body("ha-thanh.ubnd")
    synthesis = Synthesis.objects.create(
        form=form, version=second.version, period="2026", organisation=root, opened_by=lan, opened_at=at(DAY)
    )
    made = {"question": "kho_khan", "position": 1, "by": lan, "at": at(DAY)}
    paragraph = SynthesisParagraph.objects.create(synthesis=synthesis, text=SECRET, **made)
    row = Answer.objects.filter(edition=second, question="kho_khan").get()
    paragraph.sources.add(row)
    HOLDINGS["tra-loi-bao-cao"].clear(row, "(đã tiêu hủy)")
    texts = {*Answer.objects.values_list("text", flat=True), *SynthesisParagraph.objects.values_list("text", flat=True)}
    assert texts == {"(đã tiêu hủy)", "Đề nghị tập huấn."}


def test_who_may_not_see_a_report_finds_nothing_to_purge_in_it(cast: Cast) -> None:
    written(cast, load(cast), "2026", COMMUNES[0], {"kho_khan": SECRET})
    seen = {account: HOLDINGS["tra-loi-bao-cao"].rows(cast.user(account), DAY).count() for account in ("lan", "binh")}
    assert seen == {"lan": 1, "binh": 0}


def test_why_a_figure_was_changed_by_hand_goes_and_the_figure_stays(cast: Cast) -> None:
    form, lan, root = load(cast), cast.user("lan"), cast.body("ha-thanh.ubnd")
    version = form.version_on(DAY)
    assert version is not None
    row = Synthesis.objects.create(
        form=form, version=version, period="2026", organisation=root, opened_by=lan, opened_at=at(DAY),
        by_hand={"mo_hinh": {"value": 3, "base": None, "by": "lan", "reason": SECRET}},
    )  # fmt: skip
    held = HOLDINGS["ly-do-sua-tay"]
    assert held.rows(lan, DAY).count() == 1 and held.texts(row) == [SECRET]
    held.clear(row, "(đã tiêu hủy)")
    row.refresh_from_db()
    assert row.by_hand == {"mo_hinh": {"value": 3, "base": None, "by": "lan", "reason": "(đã tiêu hủy)"}}
