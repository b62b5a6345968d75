"""The status list: what has happened to certificates since they were signed. The key that issues at the time signs it.

Which certificates were withdrawn, by which decision; and for every stolen key the digests of the statements that it
truly signed before the theft. A list says until when it may be used, and which list of keys was known to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from phongtrao.key_files import public_half
from phongtrao.recognition import signed_lines
from phongtrao.recognition.keys import KeyList, key_id
from phongtrao.recognition.signed_lines import Lines, Untrusted
from phongtrao.recognition.statement import VIETNAM, moment, read_day, read_moment

HEAD, NAME = "phongtrao statuses 1", "danh sách tình trạng"
LASTS = timedelta(days=31)
"""A list is made anew each time it is asked for; a copy serves so long."""
BROKEN = "Danh sách tình trạng không đúng dạng. Xin lấy lại tệp từ trang của cơ quan cấp."
NO_PAPER = "-"
"""Stands for the number of the decision where a certificate ended without one: replaced, or lapsed."""
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A certificate that holds no more, from which day, by the decision of which number."""

    serial: str
    day: date
    decision: str


@dataclass(frozen=True, slots=True)
class StatusList:
    """What is known of certificates at `made_at`; afterwards it knows nothing, after `until` it should not be used."""

    made_at: datetime
    until: date
    keys_made_at: datetime
    """Of the list of keys beside which it was made."""
    signer: str
    """Id of the key that signed the list."""
    withdrawn: dict[str, Withdrawn] = field(default_factory=dict)
    """By serial."""
    issued: dict[str, frozenset[str]] = field(default_factory=dict)
    """Id of a stolen key → digests of the statements that it truly signed before the theft."""


def write_statuses(
    made_at: datetime,
    keys: KeyList,
    key: Ed25519PrivateKey,
    withdrawn: Iterable[Withdrawn],
    issued: Mapping[str, Iterable[str]],
) -> str:
    """The status list as a text signed with `key`; see `StatusList`."""
    until = made_at.astimezone(VIETNAM).date() + LASTS
    ends = {one.serial: one for one in withdrawn}
    said = {id: frozenset(digests) for id, digests in issued.items()}
    whole = StatusList(made_at, until, keys.made_at, key_id(public_half(key)), ends, said)
    return signed_lines.write(HEAD, _entries(whole), key)


def _entries(said: StatusList) -> Iterator[tuple[str, ...]]:
    yield "made", moment(said.made_at)
    yield "until", str(said.until)
    yield "keys", moment(said.keys_made_at)
    yield "signer", said.signer
    for serial, one in sorted(said.withdrawn.items()):
        yield "withdrawn", serial, str(one.day), one.decision
    for stolen, digests in sorted(said.issued.items()):
        yield "stolen", stolen
        yield from (("issued", stolen, digest) for digest in sorted(digests))


def read_statuses(text: str, keys: KeyList) -> StatusList:
    """A list signed by a key that stood, as far as `keys` knows. Raises Untrusted."""
    lines = signed_lines.read(HEAD, text, NAME)
    try:
        found = _read(lines)
    except (TypeError, ValueError, KeyError) as error:
        raise Untrusted(BROKEN) from error
    if tuple(_entries(found)) != lines.entries:
        raise Untrusted(BROKEN)
    _hold(found, lines, keys)
    return found


def _read(lines: Lines) -> StatusList:
    (_, made), (_, until), (_, keys_made), (_, signer), *rest = lines.entries
    withdrawn: dict[str, Withdrawn] = {}
    issued: dict[str, set[str]] = {}
    for word, *said in rest:
        if word == "withdrawn":
            serial, day, decision = said
            withdrawn[serial] = Withdrawn(serial, read_day(day), decision)
        elif word == "stolen":
            issued[said[0]] = set()
        else:
            stolen, digest = said
            if not _DIGEST.fullmatch(digest):
                raise ValueError(digest)
            issued[stolen].add(digest)
    whole = {stolen: frozenset(digests) for stolen, digests in issued.items()}
    return StatusList(read_moment(made), read_day(until), read_moment(keys_made), signer, withdrawn, whole)


def _hold(found: StatusList, lines: Lines, keys: KeyList) -> None:
    """Raises Untrusted where the signer may not sign such a list, or did not."""
    signer = keys.key(found.signer)
    if signer is None:
        newer = "danh sách khoá đang dùng cũ hơn" if found.keys_made_at > keys.made_at else "khoá ký không có thật"
        raise Untrusted(f"Chưa dùng được danh sách tình trạng: {newer}. Xin lấy lại cả hai danh sách.")
    if signer.stolen_since is not None or (signer.retired_at is not None and found.made_at > signer.retired_at):
        raise Untrusted("Danh sách tình trạng do khoá đã bỏ hoặc đã mất ký. Xin lấy danh sách mới.")
    if found.made_at < signer.valid_from or not lines.is_signed_by(signer.public):
        raise Untrusted("Danh sách tình trạng không do khoá của cơ quan cấp ký hoặc đã bị sửa. Xin không dùng tệp này.")
