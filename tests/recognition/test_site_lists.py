"""The status list that a site gives out is what its certificates have come to."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from phongtrao.documents.issue import draft
from phongtrao.documents.models import Outgoing
from phongtrao.recognition.certificate_keys import key_list, lose_key
from phongtrao.recognition.models import Certificate, Decision, Recognition
from phongtrao.recognition.site_lists import site_lists
from phongtrao.recognition.statement import read
from phongtrao.recognition.verify import verify
from phongtrao.words import now
from tests.conftest import Cast
from tests.recognition.conftest import code
from tests.recognition.samples import registered
from tests.vanban.paper.samples import LETTER

pytestmark = pytest.mark.usefixtures("issuing")
TODAY = date(2026, 11, 20)


def decided(cast: Cast, kind: str, recognition: Recognition | None = None) -> Decision:
    """A decision of the province that has got its number."""
    lan, home = cast.user("lan"), cast.body("ha-thanh.ubnd")
    row = recognition.candidacy if recognition else registered(cast, cast.body("xa.90001.ubnd"))
    paper = draft(LETTER, home, lan, now(), {})
    number = Outgoing.objects.filter(state="issued").count() + 5
    Outgoing.objects.filter(pk=paper.pk).update(state="issued", number=number, year=2026, issued_on=TODAY)
    made = Decision.objects.create(
        kind=kind, programme=row.programme, year=2026, organisation=home, paper=paper, by=lan, at=now()
    )
    made.candidacies.add(row)
    return made


@pytest.fixture
def recognition(cast: Cast, issuing: None) -> Recognition:
    decision = decided(cast, Decision.RECOGNISE)
    row = decision.candidacies.get()
    return Recognition.objects.create(candidacy=row, decision=decision, recognised_on=TODAY)


def issued(recognition: Recognition, serial: str) -> Certificate:
    text = code(serial=serial)
    told = read(text).statement
    by = recognition.decision.by
    return Certificate.objects.create(
        recognition=recognition, serial=serial, statement=text, key=told.key, issued_on=TODAY, by=by, at=now()
    )


def reason(text: str) -> str:
    lists = site_lists(now())
    return verify(text, lists.keys, lists.statuses, TODAY).reason


def test_a_withdrawn_certificate_is_listed_with_the_number_of_its_decision(
    recognition: Recognition, cast: Cast
) -> None:
    withdrawn, replaced, standing = (issued(recognition, serial) for serial in ("1", "2", "3"))
    for row in (withdrawn, replaced):
        row.withdrawn_on = TODAY
        row.save()
    assert [reason(row.statement) for row in (withdrawn, replaced, standing)] == ["ended", "ended", "genuine"]
    recognition.ended_by = decided(cast, Decision.WITHDRAW, recognition)
    recognition.save()
    assert site_lists(now()).statuses.withdrawn["1"].decision == "06/UBND-NC"
    assert reason(withdrawn.statement) == "withdrawn"


def test_of_a_stolen_key_nothing_from_the_day_of_the_theft_on_is_good(recognition: Recognition, cast: Cast) -> None:
    known, unknown = issued(recognition, "1"), code(serial="2")
    [key] = key_list().keys
    lose_key(key.id, TODAY, cast.user("quan-tri"), now())
    assert reason(known.statement) == reason(unknown) == "after_the_theft"


def test_of_a_stolen_key_what_is_on_record_from_before_stays_good(recognition: Recognition, cast: Cast) -> None:
    known, unknown = issued(recognition, "1"), code(serial="2")
    [key] = key_list().keys
    later = now() + timedelta(days=2)
    lose_key(key.id, TODAY + timedelta(days=1), cast.user("quan-tri"), later)
    lists = site_lists(later)
    told = [verify(text, lists.keys, lists.statuses, TODAY).reason for text in (known.statement, unknown)]
    assert told == ["genuine", "not_truly_issued"]
