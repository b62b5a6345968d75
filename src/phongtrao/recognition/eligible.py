"""Who may be put forward for what, by the rules of a programme; where not, in the rule's own words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from phongtrao.organisations.marks import ARMED_KINDS
from phongtrao.organisations.models import Organisation, OrganisationVersion
from phongtrao.recognition.rules import RecognitionRules, Subject


@dataclass(frozen=True, slots=True)
class Eligibility:
    """Of which subject a body is; why it is left out, each with the rule's words and source."""

    subject: Subject | None
    refusals: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        return self.subject is not None and not self.refusals


def eligibility(rules: RecognitionRules, body: Organisation, day: date) -> Eligibility:
    """Whether the rules let the body be put forward on the day, as it is that day."""
    version = body.version(day)
    if version is None or not body.exists_on(day):
        return Eligibility(None, (f"«{body.name_on(day)}» không hoạt động vào ngày {day:%d/%m/%Y}.",))
    return eligibility_of(rules, version)


def eligibility_of(rules: RecognitionRules, version: OrganisationVersion) -> Eligibility:
    """The same of a body as it stands in one version."""
    subject = rules.subject_of(version.level, version.kind)
    if subject is None:
        told = ", ".join(one.title.lower() for one in rules.subjects)
        return Eligibility(None, (f"«{version.name}» không thuộc đối tượng ({told}); xin xem loại của tổ chức.",))
    marks = version.marks | ({"armed_force": True} if version.kind in ARMED_KINDS else {})
    struck = (f"Không thuộc diện: {one.words} ({one.source})." for one in rules.struck_by(marks))
    return Eligibility(subject, tuple(struck))
