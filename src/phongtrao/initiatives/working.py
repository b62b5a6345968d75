"""Which models work where, on the evidence of their reviews; and bodies that have none where one would fit."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet, Sum

from phongtrao.initiatives.kind import InitiativeKind
from phongtrao.initiatives.models import STANDING, Initiative, KindVersion, Place, Review
from phongtrao.initiatives.proposal import KEEP, MEND, REPLICATE, RETIRE
from phongtrao.initiatives.standing import Figures, places_at_work
from phongtrao.organisations import tree
from phongtrao.organisations.models import Organisation, OrganisationVersion, User
from phongtrao.organisations.models.bodies import OrganisationVersionQuerySet
from phongtrao.work.desk import names_of

GONE = ("refused", "retired", "dropped")
OTHER = "khac"
"""In addresses: models of no kind that a programme names."""
ORDER = (REPLICATE, KEEP, "", MEND, RETIRE)
"""What works best first; what nobody reviewed stands in the middle."""


@dataclass(frozen=True, slots=True)
class OfKind:
    """A kind: how many stand, how many of them were reviewed and with what, how many bodies lack one."""

    version: KindVersion | None
    title: str
    name: str
    figures: Figures
    reviewed: int
    by_word: tuple[tuple[str, int], ...]
    missing: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """A model that stands, with its last review: criteria met, what was proposed, the decider's word, the words."""

    row: Initiative
    body: str
    review: Review | None
    words: tuple[str, ...]
    places: int

    @property
    def stands(self) -> str:
        return self.review.stands if self.review else ""


def of_kinds(user: User, root: Organisation, day: date) -> list[OfKind]:
    """Every kind in force in the province, and models of no kind where there are any; counts of what the user sees.

    A fixed number of queries, however many kinds there are.
    """
    seen = Initiative.objects.visible_to(user, day).filter(root=root).order_by()
    versions = KindVersion.objects.visible_to(user, day).of_root(root).current(day)
    figures, words = _figures(seen, day), _words(seen)
    missing = _missing(versions, root, user, day)
    named: list[tuple[str | None, KindVersion | None]] = [(one.name, one) for one in versions]
    if None in figures:
        named.append((None, None))
    return [
        OfKind(
            version, version.title if version else "Mô hình khác", name or OTHER, figures.get(name, Figures(0, 0, 0)),
            sum(words[name].values()), tuple((word, words[name][word]) for word in ORDER if words[name][word]),
            missing.get(name, 0),
        )
        for name, version in named
    ]  # fmt: skip


def _figures(seen: QuerySet[Initiative], day: date) -> dict[str | None, Figures]:
    """Name of the kind → its three figures today; a kind of which none stands any more, or yet, has noughts."""
    standing = seen.filter(state__in=STANDING)
    models = dict(seen.values_list("kind__name").annotate(many=Count("pk", filter=Q(state__in=STANDING))))
    of_places = places_at_work(day).filter(case__in=standing.values("pk")).values_list("case__kind__name")
    places = {name: (many, groups or 0) for name, many, groups in of_places.annotate(Count("pk"), Sum("groups_now"))}
    return {name: Figures(many, *places.get(name, (0, 0))) for name, many in models.items()}


def _words(seen: QuerySet[Initiative]) -> dict[str | None, Counter[str]]:
    """Name of the kind → how many of its standing models the last review came to each word."""
    found: dict[str | None, Counter[str]] = defaultdict(Counter)
    rows = Review.objects.last_ones().filter(case__in=seen.filter(state__in=STANDING).values("pk")).order_by()
    for name, verdict, proposal in rows.values_list("case__kind__name", "verdict", "proposal"):
        found[name][verdict or proposal] += 1
    return found


def _missing(versions: Sequence[KindVersion], root: Organisation, user: User, day: date) -> dict[str | None, int]:
    """Name of the kind → how many bodies `lacking` names, all kinds at once."""
    wanted = {written for one in versions for written in one.said.fits}
    rows = fitting_bodies(sorted(wanted), _reach(root, user, day), day)
    bodies = list(rows.values_list("organisation", "level", "kind"))
    there = set(Initiative.objects.exclude(state__in=GONE).values_list("kind__name", "organisation"))
    there |= set(Place.objects.at_work(day).values_list("case__kind__name", "organisation"))
    return {
        one.name: sum((one.name, pk) not in there and one.said.fits_body(level, kind) for pk, level, kind in bodies)
        for one in versions
    }


def of_kind_named(name: str) -> Q:
    """Models of the kind of this name, of whatever version; of OTHER those of none."""
    return Q(kind=None) if name == OTHER else Q(kind__name=name)


def evidence(user: User, root: Organisation, name: str, day: date) -> list[Evidence]:
    """Models of a kind that stand, those that work best first."""
    rows = Initiative.objects.visible_to(user, day).filter(of_kind_named(name), root=root, state__in=STANDING)
    found = list(rows.select_related("kind", "organisation").prefetch_related("places"))
    reviews = Review.objects.last_ones().filter(case__in=rows.order_by().values("pk")).prefetch_related("answers")
    last = {one.case_id: one for one in reviews.select_related("kind")}
    names = names_of({one.organisation_id for one in found}, day)
    lines = [_evidence(one, names[one.organisation_id], last.get(one.pk), day) for one in found]
    return sorted(lines, key=lambda one: (ORDER.index(one.stands), -(one.review.met if one.review else 0), one.body))


def _evidence(row: Initiative, body: str, review: Review | None, day: date) -> Evidence:
    said = [one.evidence for one in review.answers.all() if one.evidence] if review else []
    return Evidence(row, body, review, tuple(said), sum(1 for one in row.places.all() if one.is_on(day)))


def lacking(kind: InitiativeKind, root: Organisation, user: User, day: date) -> OrganisationVersionQuerySet:
    """Bodies of the kinds that it fits, in the user's reach in the province, without one that stands or is on its way,
    and without a place of one."""
    rows = fitting_bodies(kind.fits, _reach(root, user, day), day)
    there = Initiative.objects.filter(kind__name=kind.name).exclude(state__in=GONE)
    placed = Place.objects.at_work(day).filter(case__kind__name=kind.name, organisation__isnull=False)
    rows = rows.exclude(organisation__in=there.order_by().values("organisation"))
    return rows.exclude(organisation__in=placed.order_by().values("organisation")).order_by("organisation__code")


def alike(initiative: Initiative, user: User, day: date) -> OrganisationVersionQuerySet:
    """For a model of no kind: bodies like the one that has it, in the user's reach, to which it was not replicated."""
    there = initiative.organisation.version(day)
    kinds = [f"{there.level}.{there.kind}"] if there else []
    rows = fitting_bodies(kinds, _reach(initiative.root, user, day), day)
    begun = Initiative.objects.filter(replicated_from=initiative).order_by().values("organisation")
    return rows.exclude(organisation__in=begun).order_by("organisation__code")


def _reach(root: Organisation, user: User, day: date) -> set[int]:
    """Bodies of the province in the user's reach."""
    inside = tree.below([root.pk], day)
    return inside if user.sees_all(day) else inside & user.reach(day)


def fitting_bodies(kinds: Sequence[str], among: Iterable[int], day: date) -> OrganisationVersionQuerySet:
    """Versions of the day of bodies of these kinds (LOẠI or CẤP.LOẠI) among those given."""
    fits = Q(pk__in=[])
    for written in kinds:
        level, _, kind = written.rpartition(".")
        fits |= Q(kind=kind, level=level) if level else Q(kind=kind)
    rows = OrganisationVersion.objects.on(day).filter(fits, organisation__among=set(among))
    return rows.select_related("organisation", "parent")
