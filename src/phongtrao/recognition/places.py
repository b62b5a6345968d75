"""Which bodies have to do with a unit's candidacy: who collects in its commune, who appraises, who decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from phongtrao.organisations import tree
from phongtrao.organisations.around import commune_over, one_below
from phongtrao.organisations.models import Organisation
from phongtrao.recognition.rules import Authority, RecognitionRules


@dataclass(frozen=True, slots=True)
class Places:
    """The bodies around a unit; None for those that there are not, or that no rule names."""

    root: Organisation
    commune: Organisation | None
    through: Organisation | None
    appraiser: Organisation | None
    decider: Organisation | None


def places_of(rules: RecognitionRules, body: Organisation, day: date) -> Places:
    """The bodies around a unit on the day, by the authority in force then."""
    root = Organisation.objects.get(pk=min(tree.roots_of([body.pk], day)))
    authority = rules.authority_on(day)
    commune = commune_over(body, day)
    if authority is None:
        return Places(root, commune, None, None, None)
    through = one_below(commune, authority.through, day) if commune else None
    return Places(root, commune, through, *_above(authority, root, day))


def _above(authority: Authority, root: Organisation, day: date) -> tuple[Organisation | None, Organisation | None]:
    return one_below(root, authority.appraises, day), one_below(root, authority.decides, day)
