"""The frame of a document."""

from __future__ import annotations

from dataclasses import dataclass

from vanban.directive import Header, Span
from vanban.text import Text


@dataclass(frozen=True, slots=True)
class Part:
    """One document of a file: its head, its body, its foot, and what the head and foot say."""

    head: Span
    body: Span
    foot: Span
    header: Header = Header()
    gaps: tuple[Span, ...] = ()
    """Stretches of the body that are none: heads and feet that were scraped into its middle."""


def frame(text: Text) -> tuple[Part, ...]:
    end = text.clean.find("\nNơi nhận")
    end = len(text.clean) if end < 0 else end
    return (Part((0, 0), (0, end), (end, len(text.clean))),)
