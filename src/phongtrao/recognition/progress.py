"""How far a province has come beside what the plan asks for: by year and subject, and what is still to be done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from phongtrao.organisations.models import Organisation, User
from phongtrao.recognition.models import Candidacy, Recognition
from phongtrao.recognition.models.candidacies import EARLY
from phongtrao.recognition.plan import YearPlan
from phongtrao.recognition.rules import Subject
from phongtrao.work.models import Programme


@dataclass(frozen=True, slots=True)
class Counts:
    """Units of one subject in one year. `recognised`: by that year's candidacies."""

    registered: int = 0
    selected: int = 0
    recognised: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """A subject as it stands: its years of the plan with what came of them, and units recognised on the day."""

    subject: Subject
    base: int | None
    years: tuple[tuple[YearPlan, Counts], ...]
    recognised: int

    @property
    def remaining(self) -> int | None:
        """Eligible units that are not recognised; None where the number of all is not known."""
        return None if self.base is None else max(0, self.base - self.recognised)

    def each_year(self, year: int) -> int | None:
        """How many units each year from this one on must bring to reach all by the plan's last year, rounded up."""
        last = max((plan.year for plan, _ in self.years), default=year - 1)
        left = last - year + 1
        return None if self.remaining is None or left <= 0 else -(-self.remaining // left)


def counts_of(programme: Programme, province: Organisation, user: User, day: date) -> dict[tuple[str, int], Counts]:
    """Subject and year → counts. Candidacies as far as the person sees them; who is recognised is public."""
    rows = Candidacy.objects.visible_to(user, day).filter(programme=programme, root=province)
    known = list(rows.order_by().values_list("subject", "year", "state"))
    registered = Counter((subject, year) for subject, year, state in known if state != "cancelled")
    selected = Counter((subject, year) for subject, year, state in known if state not in EARLY)
    given = _recognitions(programme, province, day)
    recognised = Counter(given.values_list("candidacy__subject", "candidacy__year"))
    keys = {*registered, *selected, *recognised}
    return {key: Counts(registered[key], selected[key], recognised[key]) for key in keys}


def _recognitions(programme: Programme, province: Organisation, day: date) -> QuerySet[Recognition]:
    return Recognition.objects.standing(day).filter(candidacy__programme=programme, candidacy__root=province).order_by()


def recognised_in_all(programme: Programme, province: Organisation, day: date) -> Counter[str]:
    """Subject → units that are recognised on the day, each once."""
    units = _recognitions(programme, province, day).values_list("candidacy__subject", "candidacy__organisation")
    return Counter(subject for subject, _ in set(units))


def standings(
    subjects: Iterable[Subject], plans: list[YearPlan], counts: dict[tuple[str, int], Counts], total: Counter[str],
    bases: dict[str, int],
) -> list[Standing]:  # fmt: skip
    """Each subject of the rules with its years."""
    found = []
    for one in subjects:
        years = tuple((p, counts.get((p.subject, p.year), Counts())) for p in plans if p.subject == one.name)
        found.append(Standing(one, bases.get(one.name, one.base), years, total[one.name]))
    return found
