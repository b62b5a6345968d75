"""Hạn mức: how many are proposed in a form and a year, beside how many the rules allow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from phongtrao.awards.models import Commendation, Nominee
from phongtrao.awards.rules import SUBJECTS, WHOSE, Quota
from phongtrao.organisations.models import OrganisationVersion

COUNTED = ("sent", "examined", "voted", "proposed", "decided")
"""States of proposals that count."""


@dataclass(frozen=True, slots=True)
class Use:
    """How far a quota is used: by this proposal and the others of the year."""

    quota: Quota
    most: int
    used: int

    @property
    def is_over(self) -> bool:
        return self.used > self.most

    @property
    def refuses(self) -> bool:
        return self.is_over and self.quota.over == "refuse"

    @property
    def words(self) -> str:
        """`tập thể, mỗi đơn vị đề nghị: 6 trên 5`."""
        whom = SUBJECTS[self.quota.subject] if self.quota.subject else "mọi đối tượng"
        return f"{whom}, {WHOSE[self.quota.whose]}: {self.used} trên {self.most}"


def uses(case: Commendation, day: date) -> list[Use]:
    """Every quota that holds for the proposal's form and year; whom the examiner does not propose is not counted."""
    return [_use(case, one, day) for one in case.rules.said.quotas_of(case.form, case.year)]


def _use(case: Commendation, quota: Quota, day: date) -> Use:
    rows = Nominee.objects.filter(standing=True, case__form=case.form, case__year=case.year, case__root=case.root_id)
    rows = rows.filter(case__state__in=COUNTED).exclude(is_proposed=False)
    if quota.whose == "body":
        rows = rows.filter(case__organisation=case.organisation_id)
    if quota.subject:
        rows = rows.filter(kind=quota.subject)
    under = OrganisationVersion.objects.on(day).filter(parent=case.organisation_id).count()
    return Use(quota, quota.most(under), rows.count())
