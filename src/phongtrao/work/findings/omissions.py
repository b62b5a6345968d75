"""A lower body's own plan that leaves out a duty which the upper document gives that body."""

from __future__ import annotations

import re
from collections.abc import Iterator

from phongtrao.documents.models import Document, Effect, Reading
from phongtrao.work.findings.finding import OMISSION, Finding, Passage, of_copy, of_duty
from phongtrao.work.findings.likeness import told_words
from phongtrao.work.models import Adoption, Assignment, Duty
from phongtrao.work.plans import PLAN, plans_of

LEAST_WORDS = 4
"""A duty with fewer words of its own cannot be looked for by them."""
COVERED = 0.34
"""Of the words of a duty that some paragraph of the plan must have for it to speak of the duty."""
_PARAGRAPH = re.compile(r"\n\s*\n|\n(?=\s*(?:[-+*•]|\d{1,2}[.)]|[a-zđ][.)]|[IVXLC]+\.)\s)")


def omissions(adoptions: list[Adoption]) -> Iterator[Finding]:
    """Duties of bodies with a plan of their own of which no paragraph of that plan has a third of the words."""
    keys = {adoption.document.number_key for adoption in adoptions} - {""}
    linked = Effect.objects.filter(kind="implements", confirmed=True, on_key__in=keys)
    carried_out = set(linked.values_list("on_key", flat=True))
    for adoption in (a for a in adoptions if a.document.number_key in carried_out):
        for body, plan in plans_of(adoption.document, Document.objects.all(), Assignment.objects.all()).issued.items():
            reading = plan.latest_reading()
            if reading is None:
                continue
            told = _Told(reading)
            rows = Duty.objects.filter(adoption=adoption, ended_at=None).exclude(product__startswith=PLAN)
            bound = Assignment.objects.binding().filter(organisation=body, role=Assignment.LEAD)
            owed = rows.filter(assignments__in=bound).select_related("adoption__document", "reading__copy")
            for duty in owed.order_by("position"):
                if not told.speaks_of(duty):
                    yield _finding(adoption, duty, plan, reading)


class _Told:
    """The words of each paragraph of a plan, and whether it tells anybody to report."""

    def __init__(self, reading: Reading) -> None:
        self.paragraphs = [told_words(part) for part in _PARAGRAPH.split(reading.copy.text)]
        self.reports = any(duty["kind"] == "report" for duty in reading.content.get("duties", []))

    def speaks_of(self, duty: Duty) -> bool:
        """Whether some paragraph has enough of the duty's words; what has too few words of its own counts as told."""
        if duty.kind == "report" and self.reports:
            return True
        words = told_words(duty.text, *duty.actors, *duty.support, *duty.to, *duty.via)
        if len(words) < LEAST_WORDS:
            return True
        return any(len(words & paragraph) >= COVERED * len(words) for paragraph in self.paragraphs)


def _finding(adoption: Adoption, duty: Duty, plan: Document, reading: Reading) -> Finding:
    message = f"{plan.title} của {plan.issuer_name} chưa nói đến nhiệm vụ này của {adoption.document.title}."
    key = f"{OMISSION}:{duty.pk}:{plan.pk}"
    return Finding(OMISSION, key, adoption, message, (of_duty(duty), _head(plan, reading)))


def _head(plan: Document, reading: Reading) -> Passage:
    """What the plan says of itself: its subject, or its first words."""
    spans = reading.content.get("header", {}).get("spans", {})
    start, end = spans.get("subject") or (0, 200)
    return of_copy(reading.copy, plan, start, end, "toàn văn")
