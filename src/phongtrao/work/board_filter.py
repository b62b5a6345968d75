"""What a board is asked for: by the fields above it, by a cell's address, by the words of a command."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db.models import Exists, Max, Min, OuterRef
from django.http import Http404

from phongtrao.documents.models import Document
from phongtrao.organisations.models import User
from phongtrao.words import ROLES
from phongtrao.work.board import Board, board
from phongtrao.work.models import Assignment, Programme
from phongtrao.work.tallies import Scope

BODIES = "to-chuc"
"""The page's list of bodies that a field offers while one types."""
QUARTERS = {f"q{n}": f"quý {roman}" for n, roman in enumerate(("I", "II", "III", "IV"), 1)}
MONTHS = {f"t{n}": f"tháng {n}" for n in range(1, 13)}
Choice = tuple[str, str]


def period_of(year: int, part: str = "") -> tuple[date, date]:
    """First and last day of a year, or of its part: `q1` to `q4`, `t1` to `t12`.

    >>> period_of(2026, "q2")
    (datetime.date(2026, 4, 1), datetime.date(2026, 6, 30))
    """
    number = int(part[1:] or 0)
    first, last = {"": (1, 12), "q": (3 * number - 2, 3 * number), "t": (number, number)}[part[:1]]
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


@dataclass(frozen=True, slots=True)
class OfProgramme:
    """A programme that a board can be narrowed to."""

    title: str
    documents: frozenset[int]


@dataclass(frozen=True, slots=True)
class Asked:
    """A board as it was asked for."""

    scope: Scope
    under: str
    narrowed: str
    documents: Mapping[int, Document]
    """All that the person sees."""
    said: str
    """In words what it is narrowed to: `quý II năm 2026, UBND xã An Lạc`; empty for all."""

    @property
    def document(self) -> Document | None:
        """The one of which the board is."""
        return self.documents[self.scope.document] if self.scope.document else None

    @property
    def is_narrow(self) -> bool:
        """Whether it is of some bodies only."""
        return bool(self.under or self.narrowed)

    def board(self) -> Board:
        """What it comes to. Raises Unknown or Ambiguous for a body that is not there."""
        return board(self.scope, self.under, self.narrowed, self.documents)


class BoardFilter(forms.Form):
    """Programme, directive, tier or kind, body with all below it, period, role; and of a cell its duty and its count.

    A part of a year without the year is one of this year.
    """

    phong_trao = forms.CharField(label="Phong trào", required=False, max_length=60, widget=forms.Select)
    van_ban = forms.IntegerField(label="Văn bản", required=False, widget=forms.Select)
    khoi = forms.CharField(label="Khối đơn vị", required=False, max_length=60, widget=forms.Select)
    to_chuc = forms.CharField(
        label="Đơn vị và cấp dưới",
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"list": BODIES, "autocomplete": "off"}),
    )
    nam = forms.IntegerField(label="Năm", required=False, min_value=1900, max_value=2200, widget=forms.Select)
    ky = forms.ChoiceField(label="Kỳ", required=False, choices=[("", "cả năm"), *QUARTERS.items(), *MONTHS.items()])
    vai_tro = forms.ChoiceField(label="Vai trò", required=False, choices=list(ROLES.items()))
    nhiem_vu = forms.IntegerField(required=False, widget=forms.HiddenInput)
    dem = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def __init__(self, user: User, day: date, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user, self.day = user, day
        self.is_valid()
        self.documents = _documents(user, day)
        self.programmes = _programmes(user, day)

    def offer(self, found: Board) -> None:
        """What there is to choose from: documents, groups and years of the work that the person sees."""
        programme = self.programmes.get(self.cleaned_data.get("phong_trao", ""))
        among = programme.documents if programme else self.documents.keys()
        documents = [(str(pk), d.title) for pk, d in self.documents.items() if pk in among]
        asked = self.cleaned_data.get("khoi", "")
        alone = [(g.key, g.name) for g in found.groups if g.key == asked and g.is_body]
        self._offer("phong_trao", [("", "tất cả"), *((name, row.title) for name, row in self.programmes.items())])
        self._offer("van_ban", [("", "tất cả văn bản"), *documents])
        self._offer("khoi", [("", "tất cả"), *alone, *((g.key, g.name) for g in found.choices)])
        self._offer("nam", [("", "mọi năm"), *((str(year), str(year)) for year in self._years())])

    def _offer(self, name: str, choices: list[Choice]) -> None:
        widget: Any = self.fields[name].widget
        widget.choices = choices

    def _years(self) -> range:
        """Years that adoptions of the documents follow."""
        spans = [(d.follows_from, d.follows_until) for d in self.documents.values()]  # type: ignore[attr-defined]
        first, last = (min(s[0] for s in spans), max(s[1] for s in spans)) if spans else (self.day, self.day)
        return range(first.year, last.year + 1)

    def given(self) -> dict[str, str]:
        """The fields that were filled, for addresses that keep them."""
        return {name: value for name in self.fields if (value := str(self.data.get(name, "")).strip())}

    def asked(self) -> Asked:
        """What was asked for; fields that could not be understood ask for nothing. Raises Http404 for a programme or
        document that the person does not see, for a document that binds nobody."""
        given = self.cleaned_data
        name = given.get("phong_trao", "")
        if name and name not in self.programmes:
            raise Http404
        programme = self.programmes.get(name)
        wanted, part = given.get("van_ban"), given.get("ky", "")
        if wanted and wanted not in self.documents:
            raise Http404
        role, year = given.get("vai_tro") or Assignment.LEAD, given.get("nam") or (self.day.year if part else None)
        period = period_of(year, part) if year else None
        among = programme.documents if programme else None
        scope = Scope(self.user, self.day, wanted, given.get("nhiem_vu"), role, period, among)
        said = [programme.title] if programme else []
        said += [f"{(QUARTERS | MONTHS).get(part, '')} năm {year}".strip()] if year else []
        said += [ROLES[role]] if role != Assignment.LEAD else []
        said += [given["to_chuc"]] if given.get("to_chuc") else []
        return Asked(scope, given.get("to_chuc", ""), given.get("khoi", ""), self.documents, ", ".join(said))


def _programmes(user: User, day: date) -> dict[str, OfProgramme]:
    """Programmes in the person's sight by their names, each with its documents."""
    rows = list(Programme.objects.visible_to(user, day).values_list("name", "title", "documents"))
    titles = {name: title for name, title, _ in rows}
    return {
        name: OfProgramme(title, frozenset(pk for other, _, pk in rows if other == name and pk))
        for name, title in titles.items()
    }


def _documents(user: User, day: date) -> dict[int, Document]:
    """Documents whose duties bind somebody in the person's sight, with the years in which they are followed."""
    bound = Assignment.objects.visible_to(user, day).filter(duty__adoption__document=OuterRef("pk"))
    span = {"follows_from": Min("adoptions__follow_from"), "follows_until": Max("adoptions__follow_until")}
    found = Document.objects.filter(Exists(bound)).annotate(**span).order_by("-issued_on", "-pk")
    return {document.pk: document for document in found}
