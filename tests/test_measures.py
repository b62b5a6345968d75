"""A measure answers for several bodies at once, and says of each what it says of that one alone."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

import pytest

from phongtrao import measures
from phongtrao.measures import MEASURES, Measured, measure, measured, measured_for
from phongtrao.organisations.models import Organisation
from phongtrao.work.models import Task
from phongtrao.work.open_tasks import open_tasks
from tests.conftest import Cast
from tests.work import samples
from tests.work.conftest import adopt_whole, at, received

YEAR = (date(2026, 1, 1), date(2026, 12, 31))
DAY = date(2026, 11, 20)
COMMUNES = ("xa.90001.ubnd", "xa.90002.ubnd", "xa.90003.ubnd")


@pytest.fixture
def bodies(cast: Cast) -> list[Organisation]:
    """Communes that owe reports, of which the first sent one in time; a plan of the province; one that owes nothing."""
    root, on = cast.body("ha-thanh.ubnd"), date(2026, 1, 20)
    plan = received(root, cast.user("lan"), samples.NEW, samples.new_content(), on)
    adopt_whole(cast, plan, date(2026, 2, 2))
    open_tasks(date(2026, 12, 31), at(date(2026, 2, 2)), cast.user("quan-tri"))
    first = Task.objects.filter(assignment__organisation__code=COMMUNES[0]).order_by("due")[:1]
    Task.objects.filter(pk__in=first.values("pk")).update(state="accepted", sent_on=date(2026, 6, 1))
    return [root, *map(cast.body, COMMUNES), cast.body("ha-thanh.so-tu-phap")]


@pytest.mark.parametrize("name", sorted(MEASURES))
def test_of_many_it_says_what_it_says_of_each_in_as_many_queries(
    bodies: list[Organisation], name: str, django_assert_max_num_queries: Any
) -> None:
    alone = {body.pk: measured(name, body, *YEAR, DAY) for body in bodies}
    with django_assert_max_num_queries(2):
        assert measured_for(name, {body.pk for body in bodies}, *YEAR, DAY) == alone
    assert None not in alone.values() and MEASURES[name].title and MEASURES[name].unit


def test_each_body_is_told_its_own_and_one_that_owes_nothing_is_told_nought(bodies: list[Organisation]) -> None:
    root, kept, other, _, idle = (body.pk for body in bodies)
    told = measured_for("reports_on_time", {kept, other, idle}, *YEAR, DAY)
    assert [(told[pk].value, told[pk].base) for pk in (kept, other, idle)] == [(1, 2), (0, 2), (0, 0)]
    late = measured_for("duties_overdue", {kept, other, idle}, *YEAR, DAY)
    assert [(late[pk].value, late[pk].base) for pk in (kept, other, idle)] == [(1, None), (1, None), (0, None)]
    assert measured_for("plans_made", {root, idle}, *YEAR, DAY)[root].value == 1


def test_a_body_that_is_not_known_is_told_nought(cast: Cast) -> None:
    assert measured_for("tasks_on_time", {10**9}, *YEAR, DAY)[10**9] == measured(
        "tasks_on_time", Organisation(pk=10**9), *YEAR, DAY
    )
    assert measured_for("tasks_on_time", {10**9}, *YEAR, DAY)[10**9].value == 0


@pytest.fixture
def asked() -> Iterator[list[Collection[int]]]:
    """A measure of our own, and what it was asked for."""
    calls: list[Collection[int]] = []

    @measure("song_thu", "Sống thử", "cây")
    def tell(bodies: Collection[int], first: date, last: date, day: date) -> dict[int, Measured]:
        calls.append(bodies)
        return {body: Measured(1, None, "") for body in bodies}

    yield calls
    del measures.MEASURES["song_thu"]


def test_a_measure_is_asked_once_for_all_and_not_at_all_for_none(asked: list[Collection[int]]) -> None:
    assert set(measured_for("song_thu", {1, 2, 3}, *YEAR, DAY)) == {1, 2, 3}
    assert measured_for("song_thu", set(), *YEAR, DAY) == {} and measured_for("khong_co", {1}, *YEAR, DAY) == {}
    assert asked == [{1, 2, 3}]
