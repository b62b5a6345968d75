"""What every test may ask for. The cast (tests/cast.py) is built once a run, before the first test with a database."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import hypothesis
import pytest
import time_machine
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from tests.served.running import running

if TYPE_CHECKING:
    from phongtrao.organisations.models import Area, Organisation, User

NESTED = ("before", "after", "was")
"""Keys of a log entry under which there are keys again."""
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
# Nothing here lives long enough to need collecting often; the suite is a tenth quicker.
gc.set_threshold(100_000, 50, 100)


def pytest_configure(config: pytest.Config) -> None:
    """Properties are tried with the same examples every time; only trials look for new ones."""
    hypothesis.settings.register_profile("the same", derandomize=True, database=None, deadline=None)
    if config.option.markexpr != "trial":
        hypothesis.settings.load_profile("the same")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What takes longest comes first.

    On PostgreSQL only tests with a database run, and of one with many cases the first: the others
    say nothing new of it.
    """
    from django.conf import settings

    items.sort(key=lambda item: "site" not in getattr(item, "fixturenames", ()))
    if not str(settings.DATABASES["default"]["ENGINE"]).endswith("postgresql"):
        return
    with_rows = [i for i in items if "db" in getattr(i, "fixturenames", ()) or i.get_closest_marker("django_db")]
    first: dict[str, pytest.Item] = {}
    for item in with_rows:
        first.setdefault(item.nodeid.partition("[")[0], item)
    kept = set(first.values()) if config.option.markexpr != "trial" else set(with_rows)
    config.hook.pytest_deselected(items=[i for i in items if i not in kept])
    items[:] = [i for i in items if i in kept]


@pytest.fixture(scope="session", autouse=True)
def _emptied_with_the_log() -> None:
    """After a test with real transactions everything goes, the log too, which nothing else takes away."""
    from django.test import TransactionTestCase

    from phongtrao.organisations import log_guard

    emptied: Any = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]

    def without_the_lock(case: Any) -> None:
        with log_guard.lifted():
            emptied(case)

    TransactionTestCase._fixture_teardown = without_the_lock  # type: ignore[attr-defined]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    from tests.cast import build_cast

    with django_db_blocker.unblock():
        build_cast()


class Cast:
    """Rows of the cast by account and by code, always fresh: what a user may do is remembered on the object."""

    def user(self, account: str) -> User:
        """`cast.user("lan")`: see tests/cast.py PEOPLE."""
        from phongtrao.organisations.models import User

        return User.objects.get(username=account)

    def body(self, code: str) -> Organisation:
        """`cast.body("ha-thanh.so-tai-chinh")`, `cast.body("xa.90001.ubnd")`."""
        from phongtrao.organisations.models import Organisation

        return Organisation.objects.get(code=code)

    def area(self, code: str) -> Area:
        """`cast.area("T90")` the province, `H901` a district, `X90001` an old commune, `C90001` one of today."""
        from phongtrao.organisations.models import Area

        return Area.objects.get(code=code)


@pytest.fixture
def cast(db: None) -> Cast:
    """The cast, with a database; rebuilt where a test with real transactions has emptied it."""
    from phongtrao.organisations.models import User
    from tests.cast import build_cast

    if not User.objects.exists():
        build_cast()
    return Cast()


@pytest.fixture(autouse=True)
def _every_entry_of_the_log_has_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever deed a test does: its name, its subject and every key it writes stand in the table of the log's page."""
    from phongtrao.organisations import log_words
    from phongtrao.organisations.models import LogEntry

    record = LogEntry.record

    def keys(content: dict[str, Any]) -> set[str]:
        inner = [value for key, value in content.items() if isinstance(value, dict) and key in NESTED]
        return set(content).union(*map(keys, inner))

    def watched(by: User, deed: str, thing: Any, at: datetime, *rest: Any, **content: Any) -> LogEntry:
        entry = record(by, deed, thing, at, *rest, **content)
        kind = entry.subject.partition(":")[0]
        wordless = [
            {deed} - set(log_words.DEEDS),
            {kind} - set(log_words.SUBJECTS),
            keys(content) - set(log_words.KEYS),
        ]
        assert not any(wordless), f"no words in log_words.py for {wordless}"
        assert log_words.content_words(entry.content, {}) or not entry.content
        return entry

    monkeypatch.setattr(LogEntry, "record", watched)


@pytest.fixture
def signed_in(cast: Cast) -> Callable[[str], Client]:
    """`signed_in("lan")`: a browser in which that person has signed in."""

    def client_of(account: str) -> Client:
        client = Client()
        client.force_login(cast.user(account), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return client_of


@pytest.fixture
def on_day() -> Iterator[Callable[[date], None]]:
    """`on_day(date(2026, 3, 2))`: from now on it is nine o'clock of that day in Hanoi."""
    travels: list[time_machine.travel] = []

    def go(day: date) -> None:
        travel = time_machine.travel(datetime.combine(day, time(9), HANOI), tick=False)
        travel.start()
        travels.append(travel)

    yield go
    for travel in reversed(travels):
        travel.stop()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site, running as `phongtrao serve` runs it, with the cast in a database of its own."""
    with running(tmp_path_factory.mktemp("home")) as address:
        yield address
