"""`python -m tests.served.dying_worker MOMENT STEP NUMBER`: one pass of the worker that kills itself at a step.

STEP is a module and function of the product with `before:` or `after:`; the process dies there the NUMBERth time, with
SIGKILL, as when the power fails. `none 0` runs to the end. MOMENT is the time that the worker believes it is.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from typing import Any

import django
import time_machine


def dying(function: Callable[..., Any], when: str, number: int) -> Callable[..., Any]:
    """The function, with death before or after it the `number`th time."""
    passed = 0

    def dies(*given: Any, **named: Any) -> Any:
        nonlocal passed
        passed += 1
        if when == "before" and passed == number:
            os.kill(os.getpid(), signal.SIGKILL)
        result = function(*given, **named)
        if when == "after" and passed == number:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    return dies


def main(moment: str, step: str, number: str) -> None:
    django.setup()
    outbox = import_module("phongtrao.work.outbox")
    if step != "none":
        when, place = step.split(":")
        owner, _, name = place.rpartition(".")
        thing: Any = import_module(owner) if not owner.endswith("Posting") else outbox.Posting
        setattr(thing, name, dying(getattr(thing, name), when, int(number)))
    with time_machine.travel(datetime.fromisoformat(moment), tick=True):
        from django.core.management import call_command

        call_command("work", "--once", "--json")


if __name__ == "__main__":
    main(*sys.argv[1:])
