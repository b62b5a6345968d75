"""The look, measured: contrast in light and dark, a sign and a word for each state, small and without foreign parts."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory

import phongtrao
from phongtrao import words
from phongtrao.look import DayField
from phongtrao.recognition.verdict_words import Kind
from phongtrao.templatetags.phongtrao import MENU, SIGNS, day, moment, money
from phongtrao.work.models import Task

PACKAGE = Path(phongtrao.__file__).parent
CSS = re.sub(r"/\*.*?\*/", "", (PACKAGE / "static/phongtrao.css").read_text(), flags=re.S)
LIGHT, DARK = (
    dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block)) for block in re.findall(r":root \{(.*?)\}", CSS, re.S)[:2]
)
THEMES = {"light": LIGHT, "dark": LIGHT | DARK}
TEXT_ON = {
    "paper": ("ink", "faint", "sign", "seal", "gold", "leaf"),
    "sheet": ("ink", "faint", "sign", "seal", "gold", "leaf"),
    "sunk": ("ink", "faint", "sign"),
    "sign-tint": ("ink", "sign"),
    "seal-tint": ("ink", "seal"),
    "gold-tint": ("ink", "gold"),
    "leaf-tint": ("ink", "leaf"),
    "mark": ("ink",),
    "mark-lit": ("on-mark",),
    "lacquer": ("on-lacquer",),
    "lacquer-lift": ("on-lacquer",),
    "seal-fill": ("on-fill",),
    "sign-fill": ("on-fill",),
    "sign-deep": ("on-fill",),
}
"""Colours of text by the ground that they stand on somewhere."""
EDGES = {"edge": ("paper", "sheet", "sunk"), "sign": ("paper", "sheet"), "gilt": ("lacquer",)}
"""Borders of fields and rings of focus: they need 3 to 1."""


def luminance(colour: str) -> float:
    """Relative luminance by WCAG 2."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def rules() -> list[tuple[str, str, str]]:
    """Selector, text colour and ground of every rule that names both (outside print)."""
    found = []
    for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", CSS.split("@media print")[0]):
        text = re.search(r"(?<![-\w])color: var\(--([\w-]+)\)", body)
        ground = re.search(r"background: var\(--([\w-]+)\)", body)
        if text and ground:
            found.append((selector.strip(), text[1], ground[1]))
    return found


def test_contrast_is_reckoned_right() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
def test_text_stands_out_from_every_ground_it_is_set_on(theme: str) -> None:
    colours = THEMES[theme]
    weak = [
        (text, ground, round(contrast(colours[text], colours[ground]), 2))
        for ground, texts in TEXT_ON.items()
        for text in texts
        if contrast(colours[text], colours[ground]) < 4.5
    ]
    assert weak == []


@pytest.mark.parametrize("theme", THEMES)
def test_edges_of_fields_and_rings_of_focus_can_be_seen(theme: str) -> None:
    colours = THEMES[theme]
    pairs = [(edge, ground) for edge, grounds in EDGES.items() for ground in grounds]
    assert [p for p in pairs if contrast(colours[p[0]], colours[p[1]]) < 3] == []


def test_every_rule_that_sets_text_on_a_ground_sets_a_pair_that_was_measured() -> None:
    found = rules()
    unmeasured = [(s, text, ground) for s, text, ground in found if text not in TEXT_ON.get(ground, ())]
    assert unmeasured == [] and len(found) > 20


def test_every_colour_of_the_stylesheet_has_a_name() -> None:
    body = CSS.split("@media print")[0]
    loose = re.findall(r"#[0-9a-fA-F]{3,8}\b", re.sub(r"--[\w-]+: #[0-9a-f]{6};", "", body))
    used, named = set(re.findall(r"var\(--([\w-]+)\)", CSS)), set(re.findall(r"(?<=[\s{;])--([\w-]+):", CSS))
    assert loose == [] and used == named


@pytest.mark.parametrize("status", sorted(SIGNS))
def test_each_state_and_role_is_told_by_a_sign_and_a_word_not_by_colour_alone(status: str) -> None:
    drawn = Template("{% load phongtrao %}{% badge status %}").render(Context({"status": status}))
    word = (words.STATUS | words.ROLES)[status]
    assert f'<span class="badge__sign" aria-hidden="true">{SIGNS[status]}</span>{word}</span>' in drawn
    assert f".badge--{status}" in CSS


def test_states_that_share_a_sign_differ_in_their_words() -> None:
    assert set(SIGNS) == set(words.STATUS) | set(words.ROLES)
    assert len(set(words.STATUS.values())) == len(words.STATUS)


def test_every_status_a_task_can_have_has_its_word() -> None:
    due, before, after = date(2026, 5, 19), date(2026, 4, 1), date(2026, 6, 1)
    states = ["open", "started", "submitted", "returned", "accepted", "waived", "handed_back", "closed"]
    found = {
        Task(state=state, due=due, sent_on=sent).status(on)
        for state in states
        for sent in (None, before, after)
        for on in (before, due, after)
    }
    assert found == set(words.STATUS) - {"undated"}


def test_a_badge_may_say_more_than_its_word() -> None:
    drawn = Template("{% load phongtrao %}{% badge 'overdue' 'quá hạn 3 ngày' %}").render(Context())
    assert "quá hạn 3 ngày" in drawn and "badge--overdue" in drawn


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (1234567, "1.234.567 đồng"),
        (0, "0 đồng"),
        (-2500, "-2.500 đồng"),
        (Decimal("999.6"), "1.000 đồng"),
        (None, ""),
    ],
)
def test_money_is_written_with_dots_and_its_unit(value: Any, shown: str) -> None:
    assert money(value) == shown


def test_days_and_moments_are_those_of_hanoi() -> None:
    late = datetime(2026, 12, 4, 18, 30, tzinfo=UTC)
    assert (day(late), moment(late)) == ("05/12/2026", "01:30 05/12/2026")
    assert (day(date(2026, 2, 1)), day(None), moment(None)) == ("01/02/2026", "", "")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("05/12/2026", date(2026, 12, 5)),
        ("5/12/2026", date(2026, 12, 5)),
        ("5-12-2026", date(2026, 12, 5)),
        ("5.12.2026", date(2026, 12, 5)),
        ("2026-12-05", date(2026, 12, 5)),
    ],
)
@pytest.mark.parametrize("field", [DayField(), forms.DateField()], ids=["own", "Django's"])
def test_a_day_is_typed_day_first(field: forms.DateField, typed: str, meant: date) -> None:
    assert field.clean(typed) == meant


@pytest.mark.parametrize("typed", ["12/31/2026", "31/02/2026", "mai", "2026"])
@pytest.mark.parametrize("field", [DayField(), forms.DateField()], ids=["own", "Django's"])
def test_what_is_no_day_hears_the_form_of_one(field: forms.DateField, typed: str) -> None:
    with pytest.raises(forms.ValidationError, match="ví dụ 05/12/2026"):
        field.clean(typed)


def test_a_form_is_drawn_with_a_label_a_hint_its_errors_and_the_notice_beside_free_text() -> None:
    class Sample(forms.Form):
        number = forms.IntegerField(label="Số đến", help_text="Số kế tiếp trong sổ.")
        remark = forms.CharField(label="Ghi chú", required=False, widget=forms.Textarea)

    drawn = str(Sample({"number": "một"}))
    assert '<label for="id_number">Số đến</label>' in drawn
    assert 'class="hint" id="id_number_helptext">Số kế tiếp trong sổ.' in drawn
    assert '<ul class="errors" id="id_number_error"><li>Xin nhập một số nguyên.</li></ul>' in drawn
    assert 'aria-invalid="true"' in drawn and 'aria-describedby="id_number_helptext id_number_error"' in drawn
    assert "(không bắt buộc)" in drawn and "Không nhập bí mật nhà nước" in drawn


def test_the_pager_keeps_the_filters_of_its_list() -> None:
    request = RequestFactory().get("/van-ban/", {"tim": "kế hoạch", "trang": "2"})
    drawn = Template("{% load phongtrao %}{% page_address 3 %}").render(Context({"request": request}))
    assert drawn == "?tim=k%E1%BA%BF+ho%E1%BA%A1ch&amp;trang=3"


def test_the_menu_names_pages_that_are_there_and_only_those_one_may_open(cast: Any, signed_in: Any) -> None:
    page = signed_in("lan").get("/viec/").content.decode()
    assert all(word in page for _, word in MENU)
    assert "Tổng quan" not in signed_in("kien").get("/viec/").content.decode()
    nobody = signed_in("lan").get("/khong-co/").content.decode()
    assert 'aria-label="Các mục"' in nobody


def test_the_script_is_short_and_the_one_foreign_file_bears_its_licence() -> None:
    files = sorted(p.name for p in PACKAGE.rglob("static/**/*") if p.is_file())
    # The page that checks certificates must work from one file, without packages: its proof is bundled.
    assert files == ["mark.svg", "phongtrao.css", "phongtrao.js", "proof.js", "verify.js"]
    proof = (PACKAGE / "recognition/static/recognition/proof.js").read_text()
    assert "Permission is hereby granted" in proof[:1500] and len(proof) < 25_000
    assert len((PACKAGE / "static/phongtrao.js").read_text().splitlines()) <= 150
    assert "@import" not in CSS and "http" not in CSS and "url(" not in CSS


def test_every_class_that_a_template_writes_has_a_rule_and_every_rule_has_a_use() -> None:
    sources = [p.read_text() for kind in ("*.html", "*.py", "*.js") for p in PACKAGE.rglob(kind)]
    templates = "".join(p.read_text() for p in PACKAGE.rglob("*.html"))
    ruled = set(re.findall(r"\.(-?[a-zA-Z_][\w-]*)", re.sub(r"\{[^{}]*\}", "{}", CSS)))
    written: set[str] = set()
    for value in re.findall(r'class="((?:[^"{]|\{[{%].*?[%}]\})*)"', templates):
        written.update(name for name in re.sub(r"[\w-]*\{[{%].*?[%}]\}", " ", value).split())
    assert written <= ruled
    by_state = {f"{block}--{status}" for block in ("badge", "item") for status in SIGNS}
    by_level = {f"message--{level}" for level in ("success", "warning", "error")}
    by_verdict = {f"verdict--{kind}" for kind in Kind}
    made_by_htmx = {"htmx-request"}
    assert {
        r for r in ruled if not any(r in source for source in sources)
    } <= by_state | by_level | by_verdict | made_by_htmx
