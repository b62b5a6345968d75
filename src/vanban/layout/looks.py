"""What is in force for a paragraph and a run of a Word file: its own properties, those of its styles, the defaults."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from docx.document import Document
from lxml import etree

from vanban.intake.numbering import W
from vanban.layout.forms import SINGLE
from vanban.layout.seen import SeenRun

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_OFF = ("0", "false", "off", "none")
_ALIGNS = {"both": "justify", "distribute": "justify", "start": "left", "end": "right"}
_DEEPEST = 12
"""Styles that may stand on each other; a circle of them ends here."""
_DEFAULT_SIZE = 20
"""Half points, where a file says nothing."""


def value(element: Any) -> str:
    """An element's `w:val`; empty where there is no element."""
    return "" if element is None else str(element.get(W + "val") or "")


def integer(written: str | None) -> int:
    """A whole number as attributes hold it; 0 for anything else."""
    core = (written or "").split(".")[0]
    return int(core) if core.lstrip("-").isascii() and core.lstrip("-").isdigit() and len(core) < 8 else 0


def is_on(element: Any) -> bool:
    """Whether a property that is there says yes."""
    return element is not None and (element.get(W + "val") or "1") not in _OFF


Layer = dict[str, Any]
"""Properties that one element holds: name -> element."""


def _held_by(element: Any, properties: str) -> Layer:
    held = None if element is None else element.find(W + properties)
    return {} if held is None else {str(child.tag).removeprefix(W): child for child in held}


def _first(layers: Iterable[Layer], name: str) -> Any:
    return next((layer[name] for layer in layers if name in layer), None)


class Looks:
    """A document's styles, defaults and theme."""

    def __init__(self, document: Document) -> None:
        root = document.styles.element
        self._styles = {str(style.get(W + "styleId")): style for style in root.findall(W + "style")}
        self._defaults = root.find(W + "docDefaults")
        self._default = next((name for name, style in self._styles.items() if _is_default(style)), "")
        self._theme = dict(_faces(document))
        self._chains: dict[tuple[str, str], list[Layer]] = {}

    def borders(self, style: str) -> Any:
        """The lines that a style of tables draws; None where it draws none."""
        return _first(self._chain(style, "tblPr"), "tblBorders")

    def of(self, paragraph: Any) -> ParagraphLooks:
        """What is in force for a paragraph."""
        return ParagraphLooks(self, paragraph)

    def layers(self, paragraph: Any) -> list[Layer]:
        """What holds a paragraph's properties, the nearest first: itself, its styles, the defaults."""
        own = _held_by(paragraph, "pPr")
        return [own, *self._chain(self._style_of(own), "pPr"), self._default_of("pPr")]

    def _style_of(self, own: Layer) -> str:
        return value(own.get("pStyle")) or self._default

    def _default_of(self, kind: str) -> Layer:
        return _held_by(None if self._defaults is None else self._defaults.find(f"{W}{kind}Default"), kind)

    def _chain(self, name: str, properties: str) -> list[Layer]:
        """What a style and those it is based on say, the nearest first."""
        if (name, properties) not in self._chains:
            found: list[Layer] = []
            at = name
            while at in self._styles and len(found) < _DEEPEST:
                found.append(_held_by(self._styles[at], properties))
                at = value(self._styles[at].find(W + "basedOn"))
            self._chains[name, properties] = found
        return self._chains[name, properties]

    def hidden(self, run: Any) -> bool:
        """Whether a run is not shown."""
        return is_on(run.find(f"{W}rPr/{W}vanish"))

    def run(self, run: Any, paragraph: Any, text: str) -> SeenRun:
        """A run as one sees it."""
        own = _held_by(run, "rPr")
        layers = [own, *self._chain(value(own.get("rStyle")), "rPr"), *self._letters(paragraph)]
        shown = text.upper() if is_on(_first(layers, "caps")) else text
        return SeenRun(shown, *self._look(layers))

    def _letters(self, paragraph: Any) -> list[Layer]:
        """What a paragraph's styles and the defaults say of its letters."""
        style = self._style_of(_held_by(paragraph, "pPr"))
        return [*self._chain(style, "rPr"), self._default_of("rPr")]

    def _look(self, layers: list[Layer]) -> tuple[frozenset[str], float, bool, bool, str, bool]:
        def held(name: str) -> Any:
            return _first(layers, name)

        size = integer(value(held("sz"))) or _DEFAULT_SIZE
        underline = value(held("u")) not in ("", *_OFF)
        colour = value(held("color")).upper().replace("AUTO", "auto")
        return self._fonts(layers), size / 2, is_on(held("b")), is_on(held("i")), colour, underline

    def mark(self, paragraph: Any) -> tuple[frozenset[str], float, bool, bool, str, bool]:
        """How a label looks that Word draws itself: as the paragraph's mark does."""
        return self._look([_held_by(paragraph.find(W + "pPr"), "rPr"), *self._letters(paragraph)])

    def _fonts(self, layers: list[Layer]) -> frozenset[str]:
        """Names of the faces in force for letters with and without marks."""
        given = [layer["rFonts"] for layer in layers if "rFonts" in layer]
        return frozenset(filter(None, (self._face(given, slot) for slot in ("ascii", "hAnsi"))))

    def _face(self, given: list[Any], slot: str) -> str:
        for fonts in given:
            themed = fonts.get(f"{W}{slot}Theme")
            if name := self._theme.get(themed[:5]) if themed else fonts.get(W + slot):
                return str(name)
        return ""


class ParagraphLooks:
    """What is in force for one paragraph; lengths in twentieths of a point."""

    def __init__(self, looks: Looks, paragraph: Any) -> None:
        self._layers = looks.layers(paragraph)
        self._looks = looks
        self.style = value(paragraph.find(f"{W}pPr/{W}pStyle"))

    def _held(self, name: str) -> Any:
        return _first(self._layers, name)

    def _attribute(self, name: str, *attributes: str) -> str | None:
        """The nearest of some attributes of a property; attributes of one property come from several layers."""
        for held in (layer[name] for layer in self._layers if name in layer):
            for attribute in attributes:
                if (written := held.get(W + attribute)) is not None:
                    return str(written)
        return None

    @property
    def align(self) -> str:
        """`left`, `center`, `right` or `justify`."""
        written = value(self._held("jc")) or "left"
        return _ALIGNS.get(written, written)

    @property
    def first(self) -> int:
        """How far the first line stands in; below nought where it hangs out."""
        return integer(self._attribute("ind", "firstLine")) or -integer(self._attribute("ind", "hanging"))

    @property
    def left(self) -> int:
        """Indent at the left."""
        return integer(self._attribute("ind", "left", "start"))

    @property
    def right(self) -> int:
        """Indent at the right."""
        return integer(self._attribute("ind", "right", "end"))

    @property
    def before(self) -> int:
        """Gap above."""
        return integer(self._attribute("spacing", "before"))

    @property
    def after(self) -> int:
        """Gap below."""
        return integer(self._attribute("spacing", "after"))

    @property
    def close(self) -> bool:
        """Whether gaps between paragraphs of one style are left out."""
        return is_on(self._held("contextualSpacing"))

    @property
    def framed(self) -> bool:
        """Whether there are lines on all four sides."""
        borders = self._held("pBdr")
        sides = ("top", "left", "bottom", "right")
        return borders is not None and all(value(borders.find(W + side)) not in ("", *_OFF, "nil") for side in sides)

    def spacing(self, size: float) -> float:
        """Distance of its lines in single lines of a size."""
        line = integer(self._attribute("spacing", "line")) or 240
        if (self._attribute("spacing", "lineRule") or "auto") == "auto":
            return line / 240
        return line / 20 / (size * SINGLE)

    def plain_look(self, paragraph: Any) -> tuple[frozenset[str], float, bool, bool, str, bool]:
        """How the label looks that Word draws before it."""
        return self._looks.mark(paragraph)


def _is_default(style: Any) -> bool:
    return style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true")


def _faces(document: Document) -> Iterator[tuple[str, str]]:
    """`major`, `minor`, each with the face that a theme gives it."""
    for part in document.part.package.iter_parts():
        if not str(part.partname).startswith("/word/theme/"):
            continue
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        root = etree.fromstring(part.blob, parser)
        for kind in ("major", "minor"):
            face = root.find(f".//{_A}{kind}Font/{_A}latin")
            if face is not None and face.get("typeface"):
                yield kind, str(face.get("typeface"))
