"""Whether a certificate holds: pure, from the text of its QR code and the two lists at hand, on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from phongtrao.key_files import is_signed
from phongtrao.recognition.keys import IssuingKey, KeyList
from phongtrao.recognition.statement import VIETNAM, NoStatement, Signed, Statement, read
from phongtrao.recognition.statuses import NO_PAPER, StatusList
from phongtrao.recognition.verdict_words import (
    BELIEVED,
    LABELS,
    LEGAL_FORCE,
    LEGAL_FORCE_DOUBTED,
    LEGAL_FORCE_UNKNOWN,
    LISTS,
    REASONS,
    TITLES,
    Kind,
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check came to. `reason`: a key of `verdict_words.REASONS`; `words`: sentences for people, in order.

    `statement` is None where no statement could be read; it is to be believed only where `is_believed`.
    """

    kind: Kind
    reason: str
    title: str
    words: tuple[str, ...]
    statement: Statement | None
    keys_made_at: datetime
    statuses_made_at: datetime

    @property
    def is_genuine(self) -> bool:
        """Whether the certificate holds, as far as the lists know."""
        return self.kind in (Kind.GENUINE, Kind.ROTATED)

    @property
    def is_believed(self) -> bool:
        """Whether the issuer has said what the statement says, whatever became of it afterwards."""
        return self.reason in BELIEVED

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What the statement says, each with its label."""
        return [(LABELS[name], said(getattr(self.statement, name))) for name in LABELS] if self.statement else []


def verify(text: str, keys: KeyList, statuses: StatusList, day: date) -> Verdict:
    """What the text of a QR code is worth on `day`; never raises for what stands in the text."""
    try:
        signed = read(text)
    except NoStatement as fault:
        return _verdict("unreadable", None, keys, statuses, fault=str(fault))
    key = keys.key(signed.statement.key)
    reason = _of_the_key(signed, key, keys) or _of_the_theft(signed, key, statuses) or _since(signed, keys, statuses)
    if reason == "genuine" and statuses.until < day:
        reason = "statuses_old"
    if reason == "genuine" and key is not None and key.retired_at is not None:
        reason = "rotated"
    return _verdict(reason, signed.statement, keys, statuses, key=key)


def _of_the_key(signed: Signed, key: IssuingKey | None, keys: KeyList) -> str | None:
    """What is wrong with the signature itself."""
    issued_at = signed.statement.issued_at
    if key is None:
        return "key_after_the_list" if issued_at > keys.made_at else "forged"
    if not is_signed(signed.said, signed.signature, key.public):
        return "altered"
    if issued_at < key.valid_from:
        return "key_not_yet_valid"
    if key.stolen_since is None and key.retired_at is not None and issued_at > key.retired_at:
        return "key_retired"
    return None


def _of_the_theft(signed: Signed, key: IssuingKey | None, statuses: StatusList) -> str | None:
    """What follows from the theft of the key, where it was stolen."""
    if key is None or key.stolen_since is None:
        return None
    if signed.statement.issued_at >= key.stolen_since:
        return "after_the_theft"
    if key.id not in statuses.issued:
        return "theft_after_the_list"
    return None if signed.digest in statuses.issued[key.id] else "not_truly_issued"


def _since(signed: Signed, keys: KeyList, statuses: StatusList) -> str:
    """What has become of a certificate whose signature is good."""
    ended = statuses.withdrawn.get(signed.statement.serial)
    if ended is not None:
        return "ended" if ended.decision == NO_PAPER else "withdrawn"
    if signed.statement.issued_at > statuses.made_at:
        return "after_the_list"
    return "keys_older" if keys.made_at < statuses.keys_made_at else "genuine"


def _verdict(
    reason: str,
    statement: Statement | None,
    keys: KeyList,
    statuses: StatusList,
    key: IssuingKey | None = None,
    fault: str = "",
) -> Verdict:
    kind, why = REASONS[reason]
    facts = _facts(reason, statement, keys, statuses, key) | {"fault": fault}
    force = LEGAL_FORCE if reason in BELIEVED else LEGAL_FORCE_DOUBTED if statement else LEGAL_FORCE_UNKNOWN
    words = tuple(sentence.format_map(facts) for sentence in (why, force, LISTS))
    return Verdict(kind, reason, TITLES[kind], words, statement, keys.made_at, statuses.made_at)


def _facts(
    reason: str, statement: Statement | None, keys: KeyList, statuses: StatusList, key: IssuingKey | None
) -> dict[str, str]:
    facts: dict[str, Any] = {name: getattr(statement, name) for name in LABELS} if statement else {}
    ended = statuses.withdrawn.get(statement.serial) if statement else None
    facts |= {"withdrawn_on": ended.day, "withdrawn_by": ended.decision} if ended else {}
    if key is not None:
        begins = reason == "key_not_yet_valid"
        facts["key_day"] = key.valid_from if begins else key.stolen_since or key.retired_at or key.valid_from
    facts |= {"keys_made": keys.made_at, "statuses_made": statuses.made_at, "until": statuses.until}
    return {name: said(value) for name, value in facts.items()}


def said(value: Any) -> str:
    """A fact as officials write it: `09:15 ngày 22/11/2026`, `22/11/2026`.

    >>> said(date(2026, 11, 2))
    '02/11/2026'
    """
    if isinstance(value, datetime):
        return value.astimezone(VIETNAM).strftime("%H:%M ngày %d/%m/%Y")
    return value.strftime("%d/%m/%Y") if isinstance(value, date) else str(value)
