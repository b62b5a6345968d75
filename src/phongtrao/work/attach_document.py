"""Which documents belong to a programme: a named person of the province, or of the standing body, says so."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from phongtrao.access import DECIDING
from phongtrao.documents.models import Document, DocumentQuerySet
from phongtrao.documents.models.documents import spelling_key
from phongtrao.organisations import tree
from phongtrao.organisations.models import LogEntry, Post, User
from phongtrao.procedure import Refused
from phongtrao.words import HANOI
from phongtrao.work.models import Programme

MAY_NOT = "Văn bản của phong trào do đầu mối, lãnh đạo hoặc quản trị của UBND tỉnh, cơ quan thường trực gắn."


def documents_with(among: DocumentQuerySet, numbers: Iterable[str]) -> list[Document]:
    """Documents whose number is one of these, however it is spelled."""
    keys = {key for number in numbers if (key := spelling_key(number))}
    return list(among.filter(number_key__in=keys).order_by("-issued_on", "-pk")) if keys else []


def attaching_post(programme: Programme, user: User, day: date) -> Post | None:
    """The post in which the user says which documents belong to the programme; None for one who may not.

    Of the province, or of the programme's standing body; for a programme of every province, of his own one.
    """
    held = [p for p in user.posts_on(day) if p.function in DECIDING]
    own = {p.organisation_id for p in held if p.organisation_id}
    province = {programme.root_id, programme.standing_body_id}
    at = province if programme.root_id else tree.roots_of(own, day)
    return next((p for p in held if p.organisation_id is None or p.organisation_id in at), None)


@transaction.atomic
def attach(programme: Programme, document: Document, by: User, at: datetime) -> bool:
    """Say that a document, visible to `by`, belongs to the programme; False where it did already. Raises Refused."""
    post = _attaching(programme, document, by, at)
    if programme.documents.filter(pk=document.pk).exists():
        return False
    write_attached(programme, document, by, at, post)
    return True


@transaction.atomic
def detach(programme: Programme, document: Document, by: User, at: datetime) -> bool:
    """Say that it does not belong to it any more; False where it did not. Raises Refused."""
    post = _attaching(programme, document, by, at)
    if not programme.documents.filter(pk=document.pk).exists():
        return False
    programme.documents.remove(document)
    LogEntry.record(by, "detach_document", programme, at, document.root, post, document=document.pk)
    return True


def write_attached(programme: Programme, document: Document, by: User, at: datetime, post: Post | None) -> None:
    """The row and its log entry; must stand in a transaction."""
    programme.documents.add(document)
    LogEntry.record(by, "attach_document", programme, at, document.root, post, document=document.pk)


def _attaching(programme: Programme, document: Document, by: User, at: datetime) -> Post:
    day = at.astimezone(HANOI).date()
    post = attaching_post(programme, by, day)
    if post is None:
        raise Refused(MAY_NOT)
    if programme.root_id and document.root_id != programme.root_id:
        raise Refused(f"{document.title} không phải văn bản của {programme.root}; xin chọn văn bản khác.")
    if post.organisation_id and document.root_id not in tree.roots_of([post.organisation_id], day):
        raise Refused(f"{document.title} là văn bản của tỉnh khác; xin chọn văn bản của tỉnh mình.")
    return post
