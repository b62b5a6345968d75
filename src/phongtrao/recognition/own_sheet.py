"""The unit's own score as an Excel sheet to be filled in without the site, and taken back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from phongtrao.files import Readable, inspect
from phongtrao.organisations.models import User
from phongtrao.procedure import Refused
from phongtrao.recognition.answers import Answered
from phongtrao.recognition.enter_answers import Given, Written, save
from phongtrao.recognition.models import Candidacy, Score
from phongtrao.recognition.own_candidacy import is_scoring
from phongtrao.recognition.read_scores import WrongSheet, read_scores
from phongtrao.recognition.score_binding import Binding, binding_in, seal
from phongtrao.recognition.score_sheet import as_sheet
from phongtrao.recognition.scores import answers_of, open_own, own_score, said
from phongtrao.recognition.typed_answers import Typed, as_typed
from phongtrao.table_files import sheets_of

NOT_NOW = "Hồ sơ này không ở bước tự chấm điểm."
NOT_OPEN = "Hồ sơ này không có bảng tự chấm đang mở; xin mở bảng tự chấm trước."


def open_score(candidacy: Candidacy) -> Score:
    """The unit's own score that is written now. Raises Refused where none is."""
    row = own_score(candidacy)
    if row is None or row.sent_at is not None or not is_scoring(candidacy):
        raise Refused(NOT_OPEN)
    return row


def open_own_score(candidacy: Candidacy, by: User, at: datetime) -> Score:
    """The unit's own score, opened where it is not. Raises Refused before its time, or without a criteria set."""
    if not is_scoring(candidacy):
        raise Refused(NOT_NOW)
    return open_own(candidacy, by, at)


def own_sheet(candidacy: Candidacy) -> bytes:
    """The open score as a sheet, bound to the candidacy and its set. Raises Refused where none is open."""
    row = open_score(candidacy)
    answers = answers_of(row)
    bound = seal(Binding(candidacy.pk, row.pk, _typed(row, answers)))
    return as_sheet(said(row.criteria), answers, f"Đơn vị: {candidacy}", bound)


def _typed(row: Score, answers: Mapping[str, Answered]) -> dict[str, Typed]:
    return {c.name: as_typed(c, answers[c.name]) for c in said(row.criteria).criteria if c.name in answers}


def take_sheet(
    candidacy: Candidacy, name: str, raw: bytes | Readable, by: User, at: datetime, secret_free: bool = True
) -> Written:
    """Write a sheet's answers into the open score: all of them or, where cells are wrong, none.

    What was changed on the page after the sheet was made is kept, and told as a conflict. A sheet of the set that is
    bound to nobody, or a CSV, counts for the criteria that it answers. Raises WrongSheet with every wrong cell,
    files.Refusal, and Refused where no score is open.
    """
    row = open_score(candidacy)
    inspected = inspect(name, raw, secret_free, "attachment")
    try:
        binding = binding_in(sheets_of(inspected))
    except ValueError as error:
        raise WrongSheet(str(error)) from error
    if binding is not None and binding.candidacy != candidacy.pk:
        raise WrongSheet("Bảng này lập cho hồ sơ khác; xin nạp ở đúng hồ sơ của nó, hoặc tải lại bảng của hồ sơ này.")
    answers = read_scores(name, inspected.raw, said(row.criteria), secret_free)
    return save(row, _given(row, answers, binding), by, at)


def _given(row: Score, answers: Mapping[str, Answered], binding: Binding | None) -> dict[str, Given]:
    typed = _typed(row, answers)
    if binding is None:
        return {name: Given(one) for name, one in typed.items()}
    names = {*typed, *binding.was}
    return {name: Given(typed.get(name, Typed()), binding.was.get(name, Typed())) for name in names}
