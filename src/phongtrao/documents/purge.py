"""Tiêu hủy: one person proposes, another confirms, then the words and bytes are gone; all through `procedures.PURGE`.

The confirmation is written first and by itself. What follows (rows cleared, the file off the disk, freed space of the
database given back) may be done twice and begun again after a kill: `carry_out` goes on from wherever it stood, on the
page, in `phongtrao purge` and in every pass of `phongtrao work`.
"""

from __future__ import annotations

import os
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, OperationalError, connection, transaction

from phongtrao.documents.holdings import HOLDINGS, KEEPS_WORDS, Holding, Row, words_digest
from phongtrao.documents.models import Purge, StoredFile
from phongtrao.documents.models.purges import SHELLS
from phongtrao.organisations import tree
from phongtrao.organisations.models import Function, LogEntry, Organisation, Post, User
from phongtrao.procedure import Refused
from phongtrao.procedures import PURGE
from phongtrao.words import HANOI, fold

SECOND = frozenset({Function.LEADER, Function.ADMINISTRATOR})
RUN = 4
"""Words in a row that a reason may not share with what is to be purged."""
REPEATS = "Lý do nhắc lại chính nội dung cần tiêu hủy. Xin chỉ nêu căn cứ, không chép lại nội dung."
NO_REASON = "Xin nêu lý do; không chép lại nội dung cần tiêu hủy."
KNOWN = "Đã có đề nghị tiêu hủy nội dung này. Xin xem danh sách đề nghị tiêu hủy."
GONE = "Không tìm thấy nội dung này trong phạm vi của anh/chị."
NOTHING = "Ở đây không có nội dung nào để tiêu hủy."
OWN = "Người đề nghị không tự xác nhận. Xin chuyển người thứ hai."
DEPUTY = "Hai người làm thay nhau thì không cùng đề nghị và xác nhận. Xin chuyển người khác."
STALE = "Đề nghị này vừa được người khác xử lý. Xin tải lại trang."


def found(kind: str, row: int, by: User, day: date) -> tuple[Holding, Row]:
    """The thing of this kind and id, as far as the person sees it. Raises LookupError."""
    holding = HOLDINGS.get(kind)
    thing = holding.rows(by, day).filter(pk=row).first() if holding else None
    if holding is None or thing is None:
        raise LookupError(GONE)
    return holding, thing


def propose(kind: str, row: int, reason: str, by: User, at: datetime) -> Purge:
    """Write the proposal down; nothing is purged yet. Raises LookupError for what is not there, Refused."""
    day = at.astimezone(HANOI).date()
    holding, thing = found(kind, row, by, day)
    _check(holding, thing, reason)
    body = holding.body(thing)
    purge = Purge(
        kind=kind,
        row=row,
        named=holding.named(thing),
        root=_root(body, day),
        organisation=body,
        sha256=holding.digest(thing),
        held_since=holding.since(thing),
        reason=reason.strip(),
        proposed_by=by,
        proposed_post=_proposers_post(by, body, day),
        proposed_at=at,
    )
    try:
        with transaction.atomic():
            purge.save()
            _log(purge, "propose_purge", by, at, purge.proposed_post, reason=words_digest([purge.reason]))
    except IntegrityError as error:
        raise Refused(KNOWN) from error
    return purge


def _check(holding: Holding, thing: Row, reason: str) -> None:
    texts = [text for text in holding.texts(thing) if text]
    if not texts or any(text.startswith(SHELLS) for text in texts):
        raise Refused(NOTHING)
    if not reason.strip():
        raise Refused(NO_REASON)
    if repeats(reason, texts):
        raise Refused(REPEATS)


def repeats(reason: str, texts: list[str]) -> bool:
    """Whether a reason shares several words in a row with one of the texts, or is itself the whole of a short one."""
    said = fold(reason).split()
    runs = {tuple(said[n : n + RUN]) for n in range(len(said) - RUN + 1)}
    for text in texts:
        words = fold(text).split()
        short = len(words) < RUN and len(text) > RUN and " ".join(words) in " ".join(said)
        if short or any(tuple(words[n : n + RUN]) in runs for n in range(len(words) - RUN + 1)):
            return True
    return False


def _root(body: Organisation | None, day: date) -> Organisation | None:
    return Organisation.objects.get(pk=min(tree.roots_of([body.pk], day))) if body else None


def _proposers_post(by: User, body: Organisation | None, day: date) -> Post | None:
    """The post in which somebody speaks up: one over the body, else any that he holds."""
    over = by.post_over(body.pk, day, Function.values) if body else None
    return over or next(iter(by.posts_on(day)), None)


def seconds_post(purge: Purge, user: User, day: date) -> Post:
    """The post in which the user decides on another's proposal. Raises Refused with why he may not."""
    if user.pk == purge.proposed_by_id:
        raise Refused(OWN)
    if purge.organisation_id:
        post = user.post_over(purge.organisation_id, day, SECOND)
    else:
        post = next((p for p in user.posts_on(day) if p.function in SECOND and not p.organisation_id), None)
    if post is None:
        raise Refused(f"Việc này thuộc về: {PURGE.words['second']}.")
    if _stands_in(post, purge.proposed_by_id) or _stands_in(purge.proposed_post, user.pk):
        raise Refused(DEPUTY)
    return post


def _stands_in(post: Post | None, for_user: int) -> bool:
    return post is not None and post.deputy_for is not None and post.deputy_for.user_id == for_user


def decide(purge: Purge, deed: str, by: User, at: datetime, reason: str = "") -> Purge:
    """Confirm or refuse (`confirm_purge`, `refuse_purge`) another's proposal. Raises Refused, writing nothing."""
    post = seconds_post(purge, by, at.astimezone(HANOI).date())
    step = PURGE.allowed(purge.state, deed, {"second"}, ["reason"] if reason.strip() else [])
    if reason.strip() and repeats(reason, _texts(purge, by, at)):
        raise Refused(REPEATS)
    refusal = reason.strip() if "reason" in step.needs else ""
    decided = {"decided_by": by, "decided_post": post, "decided_at": at, "refusal": refusal}
    with transaction.atomic():
        if Purge.objects.filter(pk=purge.pk, state=purge.state).update(state=step.after, **decided) != 1:
            raise Refused(STALE)
        moved: dict[str, Any] = {"before": purge.state, "after": step.after}
        _log(purge, deed, by, at, post, **moved, **({"reason": words_digest([refusal])} if refusal else {}))
    purge.refresh_from_db()
    return purge


def _texts(purge: Purge, by: User, at: datetime) -> list[str]:
    try:
        holding, thing = found(purge.kind, purge.row, by, at.astimezone(HANOI).date())
    except LookupError:
        return []
    return [text for text in holding.texts(thing) if text]


def _log(purge: Purge, deed: str, by: User, at: datetime, post: Post | None, **said: Any) -> None:
    LogEntry.record(by, deed, purge, at, purge.organisation, post, digest=purge.sha256, **said)


def held(purge: Purge) -> Row | None:
    """The row that the proposal is about, whoever asks; None where it is gone."""
    rows = HOLDINGS[purge.kind].rows(purge.proposed_by, purge.proposed_at.date())
    return rows.model._base_manager.filter(pk=purge.row).first()


def carry_out(purge: Purge, at: datetime) -> bool:
    """Take out what two people have agreed on; False where it is not confirmed, done, or cannot be finished now.

    First the rows, in one transaction; then the file; then the space that both leave; only then `purged` is written.
    """
    if purge.state != "confirmed" or purge.decided_by is None:
        return False
    holding = HOLDINGS[purge.kind]
    with transaction.atomic():
        row = held(purge)
        if row is not None:
            holding.clear(row, purge.shell)
    if row is not None and (file := holding.file(row)) is not None:
        _off_the_disk(file)
    if not give_back_space():
        return False
    with transaction.atomic():
        step = PURGE.allowed(purge.state, "purge", {"site"}, [])
        if Purge.objects.filter(pk=purge.pk, state=purge.state).update(state=step.after, purged_at=at) != 1:
            return False
        _log(purge, "purge", purge.decided_by, at, purge.decided_post, before=purge.state, after=step.after)
    purge.refresh_from_db()
    return True


def carry_out_confirmed(at: datetime) -> int:
    """Finish what was confirmed and not finished, after a kill among others; how many were."""
    return sum(carry_out(purge, at) for purge in Purge.objects.filter(state="confirmed").order_by("pk"))


def _off_the_disk(file: StoredFile) -> None:
    """Overwrite the bytes once, where the disk lets us, then take the file away."""
    try:
        with file.path.open("r+b") as kept:
            kept.write(bytes(file.path.stat().st_size))
            kept.flush()
            os.fsync(kept.fileno())
    except FileNotFoundError:
        return
    file.path.unlink(missing_ok=True)


def give_back_space() -> bool:
    """Have the database forget what its freed space still holds; False where it cannot be done at this moment.

    Neither database wipes a row that is changed: SQLite keeps it in free pages and its journal, PostgreSQL in the
    table's file until it is written anew.
    """
    if connection.in_atomic_block:
        return False
    try:
        return _vacuumed()
    except OperationalError:
        # Somebody else holds the tables, or the disk has no room: the next pass tries again.
        return False


def _vacuumed() -> bool:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return bool(cursor.fetchone()[0] == 0)
        cursor.execute("SET lock_timeout = '20s'")
        for table in sorted({model._meta.db_table for model in KEEPS_WORDS}):
            cursor.execute(f"VACUUM (FULL) {connection.ops.quote_name(table)}")
        cursor.execute("RESET lock_timeout")
    return True
