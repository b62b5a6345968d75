"""The shape of a rule about harm."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Hazard:
    """A rule: its name, the Vietnamese line that says what to do, and whether a content breaks it.

    `found` takes the bytes of a picture, the text of a table, the parts of an office file or the objects of a PDF.
    """

    name: str
    message: str
    found: Callable[[Any], bool]
