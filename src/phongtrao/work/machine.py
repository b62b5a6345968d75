"""What a procedure needs beside its table: whose desks its roles are, its papers, what its deeds ask for and do.

A new procedure is a table of steps (`procedures`), its papers, and one `Machine` that an app registers when it starts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from phongtrao.documents.models import Outgoing
from phongtrao.organisations.models import User
from phongtrao.procedure import Procedure, Step
from vanban.paper import Paper
from vanban.paper.reminder import Letterhead

Case = Any
"""A row of a model made of `models.cases.Case`."""
Compose = Callable[[Case, Letterhead, Sequence[str], date], Paper]
"""The paper of a case, from its letterhead, whom it goes to and the day. Raises Refused where it is too early."""


@dataclass(frozen=True, slots=True)
class Role:
    """Who acts: the desks of the bodies in these fields of the case, in one of these functions there."""

    fields: tuple[str, ...]
    functions: frozenset[str]


@dataclass(frozen=True, slots=True)
class Asked:
    """A paper of a case.

    `kind`: slug of `vanban.kinds`; `role`: whose paper (its first field is the body that writes it); `states`: in which
    it may be put in; `needed_for`: names of steps for which it must be whole, anew each time where `each_time`;
    `takes`: the deed that it takes in the transaction of its number; `to`: the role whose body it goes to.
    """

    name: str
    title: str
    kind: str
    role: str
    states: tuple[str, ...]
    needed_for: tuple[str, ...] = ()
    takes: str | None = None
    to: str = ""
    each_time: bool = False
    compose: Compose | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """What came with a deed: words, a day, the paper that took it."""

    note: str = ""
    day: date | None = None
    paper: Outgoing | None = None


Needed = Callable[[Case, Step], str]
"""What of a need is missing, in Vietnamese; the empty string for nothing."""


@dataclass(frozen=True, slots=True)
class Machine:
    """A procedure with what moves it.

    `needs`: the needs of its steps that the machine does not know by itself (it knows note, reason, words, day, papers
    and decision); `barred`: why a person may not take a step although the role is his; `after`: what a deed does
    besides, in its transaction; `own_pages`: deeds that another page does; `stand_in`: the field of the body whose
    people act for a first party without accounts; `named`: how its subject is called in the log.
    """

    procedure: Procedure
    cases: type[Any]
    deeds: type[Any]
    papers: type[Any]
    roles: Mapping[str, Role]
    asked: Callable[[Case], Sequence[Asked]]
    named: str
    next_words: Mapping[str, str] = field(default_factory=dict)
    looks: Mapping[str, str] = field(default_factory=dict)
    needs: Mapping[str, Needed] = field(default_factory=dict)
    barred: Callable[[Case, Step, User, date], str | None] = lambda case, step, user, day: None
    after: Mapping[str, Callable[[Case, User, datetime, Given], None]] = field(default_factory=dict)
    own_pages: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()
    """Deeds for which nobody waits."""
    stand_in: str = ""

    @property
    def name(self) -> str:
        """Of the procedure; its pages' routes begin with it."""
        return self.procedure.name

    @property
    def party(self) -> str:
        """The field of a case that names whose it is."""
        found: str = self.cases.objects.all().parties[0]
        return found

    def badge_of(self, case: Case) -> tuple[str, str]:
        """Look and word of the state."""
        return self.looks.get(case.state, "closed"), self.procedure.words[case.state]


MACHINES: dict[str, Machine] = {}
"""By the name of the procedure."""


def register(machine: Machine) -> Machine:
    """Make a machine known to deeds, papers, the desk, the log and purging; called once, when its app starts."""
    from phongtrao.work import case_telling

    MACHINES[machine.name] = machine
    case_telling.tell(machine)
    return machine
