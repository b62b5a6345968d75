"""What is told of a machine when its app starts: its words in the log, what can be purged, the desk, the ways back."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import CharField, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from phongtrao.documents import paper_ways
from phongtrao.documents.holdings import HOLDINGS, file_of, texts_of
from phongtrao.documents.models import Outgoing
from phongtrao.organisations.log_words import DEEDS, SUBJECTS, Subject
from phongtrao.organisations.models import Organisation, OrganisationVersion, User
from phongtrao.work import page_blocks
from phongtrao.work.case_papers import WHAT
from phongtrao.work.cases import waiting
from phongtrao.work.machine import MACHINES, Machine
from phongtrao.work.page_blocks import Block

MOST = 8
"""Cases that a desk shows."""


def tell(machine: Machine) -> None:
    """Everything that the rest of the site asks of a machine."""
    DEEDS.update({step.deed: machine.procedure.words[step.deed] for step in machine.procedure.steps})
    SUBJECTS[machine.cases._meta.model_name] = Subject(
        machine.named, lambda u, d: machine.cases.objects.visible_to(u, d), machine.name
    )
    HOLDINGS[f"loi-{machine.name}"] = texts_of(
        f"nội dung ghi trên {machine.named}", machine.deeds, ("note",), _rows(machine, machine.deeds),
        _page(machine), _body(machine),
    )  # fmt: skip
    HOLDINGS[f"tep-{machine.name}"] = file_of(
        f"tệp trong {machine.named}", _rows(machine, machine.papers), _page(machine), _body(machine)
    )


def _rows(machine: Machine, kin: Any) -> Any:
    return lambda user, day: kin.objects.visible_to(user, day).select_related(f"case__{machine.party}")


def _page(machine: Machine) -> Any:
    return lambda row: reverse(machine.name, args=[row.case_id])


def _body(machine: Machine) -> Any:
    def of(row: Any) -> Organisation:
        found: Organisation = getattr(row.case, machine.party)
        return found

    return of


def of_desk(user: User, day: date) -> Block | None:
    """Cases of every procedure on which the next deed is the person's; one query."""
    if not MACHINES:
        return None
    first, *others = (_lines(machine, user, day) for machine in MACHINES.values())
    rows = list(first.union(*others, all=True).order_by("-pk")[: MOST + 1])
    if not rows:
        return None
    lines = []
    for row in rows[:MOST]:
        machine = MACHINES[row["procedure"]]
        badge = (machine.looks.get(row["state"], "closed"), machine.procedure.words[row["state"]])
        address = reverse(machine.name, args=[row["pk"]])
        lines.append((machine, row["title"], row["body"], badge, machine.next_words.get(row["state"], ""), address))
    return Block("work/cases_of_desk.html", {"lines": lines, "more": len(rows) > MOST})


def _lines(machine: Machine, user: User, day: date) -> Any:
    """Waiting cases as plain rows that those of other procedures can be put beside."""
    rows = waiting(machine, user, day).order_by()
    names = OrganisationVersion.objects.filter(organisation=OuterRef(machine.party)).order_by("-valid_from")
    then = Coalesce(Subquery(names.on(day).values("name")[:1]), Subquery(names.values("name")[:1]))
    return rows.annotate(procedure=Value(machine.name, output_field=CharField()), body=then).values(
        "pk", "state", "procedure", "body", "title"
    )


def way_back(paper: Outgoing, user: User, day: date) -> tuple[str, str] | None:
    """The way from a paper to the case in which it stands."""
    machine = MACHINES.get(str(paper.about.get("procedure"))) if paper.about.get("what") == WHAT else None
    pk = paper.about.get("case")
    if machine is None or not machine.cases.objects.visible_to(user, day).filter(pk=pk).exists():
        return None
    return f"Về {machine.named}", reverse(machine.name, args=[pk])


def tell_site() -> None:
    """Called once at the start."""
    DEEDS.update(begin_case="lập hồ sơ", put_in_paper="đưa giấy tờ vào hồ sơ")
    paper_ways.FROM_PAPER.append(way_back)
    page_blocks.ON_DESK.append(of_desk)
