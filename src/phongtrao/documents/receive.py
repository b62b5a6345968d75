"""Tiếp nhận tệp: from the bytes of a file to a document with its copy, its reading and its place in a body's book."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from phongtrao.documents.holdings import logged
from phongtrao.documents.identity import Facts, bear, issuing_body, of_this_number, same_document
from phongtrao.documents.models import Arrival, Copy, Document, Reading
from phongtrao.documents.models.purges import SHELLS
from phongtrao.documents.reading import read
from phongtrao.documents.told import enter_told
from phongtrao.files import PURGED, Inspected, Readable, Refusal, Secret, inspect, keep
from phongtrao.organisations import tree
from phongtrao.organisations.models import Function, LogEntry, Organisation, User
from phongtrao.words import HANOI, day_in_words
from vanban.compiler import VERSION


class Known(Refusal):
    """These very bytes are here already; `document` is the one they belong to."""

    def __init__(self, document: Document) -> None:
        self.document = document
        super().__init__(f"Tệp này đã có trên hệ thống: văn bản mã {document.pk}, {document.title}.")


@dataclass(frozen=True, slots=True)
class Book:
    """How a document is entered in a body's book: its number there (None: the next one) and who handles it."""

    organisation: Organisation
    day: date
    number: int | None = None
    handled_by: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What receiving came to. `joined`: the file became a further copy of a document that was there."""

    document: Document
    copy: Copy
    reading: Reading
    arrival: Arrival | None
    warnings: list[str]
    joined: bool


def receive(
    name: str,
    raw: bytes | Readable,
    by: User,
    organisation: Organisation | None,
    at: datetime,
    arrived_on: date,
    secret_free: bool,
    number: int | None = None,
    handled_by: str = "",
    remark: str = "",
    issuer: Organisation | None = None,
) -> Receipt:
    """Take in a file as a document; raises Refusal (Known for bytes that are here).

    It is entered in the book of `organisation`; without one it belongs to the province of the body that issued it, as
    far as that is known, and stands in no book. `issuer`: the body whose own paper it is, so that nobody looks for it
    by its name. Reading goes before the transaction, which then holds nobody up.
    """
    if organisation is not None and not keeps_book(by, organisation, at.astimezone(HANOI).date()):
        raise Refusal(f"Tài khoản {by.username} không được ghi sổ văn bản đến của {organisation}.")
    inspected = inspect(name, raw, secret_free)
    assert inspected.source is not None  # what is no attachment has text
    content = read(inspected.source, inspected.name)
    facts = Facts.of(content["header"])
    book = Book(organisation, arrived_on, number, handled_by, remark) if organisation else None
    try:
        with transaction.atomic():
            return _Receiving(inspected, content, facts, by, at, book, issuer).done()
    except IntegrityError as error:
        raise Refusal("Văn bản này vừa được người khác tiếp nhận. Xin tải lại trang rồi kiểm tra.") from error


def keeps_book(user: User, organisation: Organisation, day: date) -> bool:
    """Whether the user writes in the body's register of incoming documents."""
    return user.sees_all(day) or organisation.pk in user.body_ids(day, set(Function.values) - {Function.INSPECTOR})


def province_of(organisation: Organisation, day: date) -> Organisation:
    """The root over a body on a day; raises Refusal where the body does not exist that day."""
    if not organisation.exists_on(day):
        raise Refusal(f"{organisation.name_on(day)} không có vào ngày {day_in_words(day)}. Xin chọn cơ quan khác.")
    return Organisation.objects.get(pk=min(tree.roots_of([organisation.pk], day)))


@dataclass(frozen=True, slots=True)
class _Receiving:
    """One receipt, inside its transaction."""

    inspected: Inspected
    content: dict[str, Any]
    facts: Facts
    by: User
    at: datetime
    book: Book | None
    issuer: Organisation | None = None

    def done(self) -> Receipt:
        root, issuer = self._province()
        if root is not None:
            # Whoever receives for a province waits for the one before: identity and numbers are asked, then written.
            Organisation.objects.select_for_update(no_key=True).get(pk=root.pk)
        known = Copy.objects.filter(root=root, sha256=self.inspected.sha256).select_related("document").first()
        if known is not None:
            return self._known(known)
        document, warnings, joined = self._document(root, issuer)
        copy = self._copy(document, root)
        reading = Reading.objects.create(copy=copy, compiler=VERSION, content=self.content, made_at=self.at)
        enter_told(reading)
        arrival, said = self._arrival(document)
        LogEntry.record(self.by, "receive", document, self.at, root, copy=copy.pk, joined=joined)
        return Receipt(document, copy, reading, arrival, warnings + said, joined)

    def _province(self) -> tuple[Organisation | None, Organisation | None]:
        if self.book is not None:
            root = province_of(self.book.organisation, self.book.day)
            return root, issuing_body(self.facts, self.book.day, root)
        today = self.at.astimezone(HANOI).date()
        issuer = self.issuer or issuing_body(self.facts, today, None)
        if issuer is None:
            return None, None
        return province_of(issuer, self.facts.issued_on or today), issuer

    def _known(self, copy: Copy) -> Receipt:
        """Equal bytes: another body may still enter the document in a book of its own; the same one is told."""
        if copy.text.startswith(SHELLS):
            raise Secret(PURGED)
        document, reading = copy.document, copy.readings.order_by("-made_at", "-pk").first()
        book = self.book
        if book is None or reading is None or document.arrivals.filter(organisation=book.organisation).exists():
            raise Known(document)
        arrival, said = self._arrival(document)
        LogEntry.record(self.by, "receive", document, self.at, document.root, copy=copy.pk, joined=True)
        return Receipt(document, copy, reading, arrival, said, True)

    def _document(self, root: Organisation | None, issuer: Organisation | None) -> tuple[Document, list[str], bool]:
        document = same_document(root, self.facts)
        if document is not None:
            return document, [_doubled(document, "tệp này được giữ làm một bản nữa của văn bản đó")], True
        # Rule W7 of the decree's Appendix VI: same number, symbol and issuer is warned of, whatever the day.
        warnings = [_doubled(d, "xin kiểm tra") for d in of_this_number(root, self.facts)]
        document = Document(root=root, received_at=self.at)
        bear(document, self.facts, issuer)
        document.save()
        return document, warnings, False

    def _copy(self, document: Document, root: Organisation | None) -> Copy:
        source = self.inspected.source
        assert source is not None
        return Copy.objects.create(
            document=document,
            root=root,
            file=keep(self.inspected, self.by, self.at),
            sha256=self.inspected.sha256,
            text=source.text,
            extractor=source.extractor[:120],
            added_at=self.at,
        )

    def _arrival(self, document: Document) -> tuple[Arrival | None, list[str]]:
        if self.book is None:
            return None, []
        body, day = self.book.organisation, self.book.day
        there = document.arrivals.filter(organisation=body).first()
        if there is not None:
            return there, [f"Văn bản đã vào sổ: số đến {there.number}, ngày {day_in_words(there.day)}."]
        arrival = enter(document, self.book)
        early = document.issued_on is not None and day < document.issued_on
        return arrival, ["Ngày đến sớm hơn ngày ban hành; xin kiểm tra lại."] if early else []


def enter(document: Document, book: Book) -> Arrival:
    """Enter a document in a body's book of the year, under the next number or the one typed; raises Refusal."""
    body = Organisation.objects.select_for_update(no_key=True).get(pk=book.organisation.pk)
    rows = Arrival.objects.book(body, book.day.year)
    following = rows.next_number()
    if book.number is not None and rows.filter(number=book.number).exists():
        raise Refusal(
            f"Số đến {book.number} đã dùng trong sổ năm {book.day.year}. Số tiếp theo chưa dùng là {following}."
        )
    return Arrival.objects.create(
        document=document,
        organisation=body,
        year=book.day.year,
        number=book.number if book.number is not None else following,
        day=book.day,
        handled_by=book.handled_by,
        remark=book.remark,
    )


def _doubled(document: Document, what: str) -> str:
    day = f" ngày {day_in_words(document.issued_on)}" if document.issued_on else ""
    return f"Trùng số, ký hiệu và cơ quan ban hành với văn bản mã {document.pk}{day}: {what}."


def enter_again(arrival: Arrival, given: dict[str, Any], by: User, at: datetime) -> None:
    """Change an entry of the book: number, day, who handles it, when it was passed on; raises Refusal."""
    with transaction.atomic():
        body = Organisation.objects.select_for_update(no_key=True).get(pk=arrival.organisation_id)
        if given["day"].year != arrival.year:
            raise Refusal(f"Ngày đến phải trong năm {arrival.year} của sổ này.")
        if Arrival.objects.book(body, arrival.year).exclude(pk=arrival.pk).filter(number=given["number"]).exists():
            raise Refusal(f"Số đến {given['number']} đã dùng trong sổ năm {arrival.year}.")
        was = {name: logged(name, getattr(arrival, name)) for name in given}
        for name, value in given.items():
            setattr(arrival, name, value)
        arrival.save()
        LogEntry.record(by, "enter_again", arrival, at, body, was=was)
