"""Papers and files of a commendation, opened elsewhere on the site: only by who reads the names, and written down."""

from __future__ import annotations

from datetime import datetime

from phongtrao.awards.models import Commendation, CommendationPaper
from phongtrao.awards.reading import read_names
from phongtrao.documents.models import Outgoing, StoredFile
from phongtrao.organisations.models import User
from phongtrao.words import HANOI

NOT_YOURS = (
    "Văn bản này có danh sách người được đề nghị khen thưởng, chỉ đơn vị đề nghị, cơ quan thẩm định, hội đồng và cơ "
    "quan quyết định được xem."
)


def of_commendation(thing: Outgoing | StoredFile, user: User, at: datetime) -> str:
    """Why the person may not read a paper or a file of a commendation; who may is written into the log."""
    field = "outgoing" if isinstance(thing, Outgoing) else "file"
    row = CommendationPaper.objects.filter(**{field: thing}).select_related("case__organisation").first()
    if row is None:
        return ""
    if not Commendation.objects.named_to(user, at.astimezone(HANOI).date()).filter(pk=row.case_id).exists():
        return NOT_YOURS
    read_names([row.case], user, at, "văn bản" if field == "outgoing" else "tệp đã ký")
    return ""
