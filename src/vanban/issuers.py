"""Who issued a document: as its letterhead says, else as its symbol, its place and its words allow to work out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from vanban.directive import Span
from vanban.head import Head
from vanban.kinds import ABBREVIATIONS, CENTRAL_ISSUERS, LOCAL_ISSUERS
from vanban.labels import UPPER
from vanban.lines import Line
from vanban.phrases import whole

_COMMITTEE = re.compile(r"^(?:[ỦUỶƯ]?Y BAN NHÂN DÂN|UBND)\b ?", re.IGNORECASE)
_COUNCIL = re.compile(r"^(?:HỘI ĐỒNG NHÂN DÂN|HĐND)\b ?", re.IGNORECASE)
_PARTY = re.compile(r"^(?P<level>TỈNH|THÀNH|HUYỆN|QUẬN|THỊ|ĐẢNG) ỦY\b ?(?P<name>.*)$", re.IGNORECASE)
_LEVELS = "đặc khu|thành phố|thị trấn|thị xã|phường|huyện|quận|tỉnh|xã"
_LEVEL = whole(_LEVELS, any_case=True)
_AREA = re.compile(rf"\b(?P<level>{_LEVELS}|TP\.?|TX\.?)\b\.? ?(?!HỘI|ỦY|ĐOÀN)(?P<name>.*)$", re.IGNORECASE)
_BEGINS = re.compile(
    r"(?:[ỦUỶƯ]?Y BAN|UBND|SỞ|BỘ|BAN(?! HÀNH)|BCĐ|BCH|CÔNG AN|CỤC|CHI CỤC|TỔNG CỤC|VĂN PHÒNG|HỘI|HĐND"
    r"|TỈNH ỦY|THÀNH ỦY|HUYỆN ỦY|QUẬN ỦY|THỊ ỦY|ĐẢNG ỦY|ĐẢNG BỘ"
    r"|ĐOÀN|TỈNH ĐOÀN|TRUNG TÂM|TRƯỜNG|PHÒNG|THANH TRA|KHO BẠC|TÒA ÁN|NGÂN HÀNG|BẢO HIỂM|TỔNG LIÊN|HỌC VIỆN|ĐẠI HỌC"
    r"|BỆNH VIỆN|CHÍNH PHỦ"
    r"|THỦ TƯỚNG|QUỐC HỘI|KIỂM TOÁN|TIỂU BAN|TỔ CÔNG TÁC)\b",
    re.IGNORECASE,
)
LETTERHEAD = 20_000
"""Characters of the body in which names are looked up as the document writes them."""

_NAME = rf"(?:[{UPPER}][\w’'-]*(?: [{UPPER}][\w’'-]*){{0,3}})"
_ACTS = (
    "ban hành|yêu cầu|chỉ đạo|xây dựng|đề nghị|giao|triển khai|có ý kiến|thông báo|hướng dẫn|tổ chức|quyết định"
    "|đã ban hành"
)
_SPEAKER = re.compile(
    rf"(?:Ủy ban nhân dân|UBND) (?P<level>tỉnh|[Tt]hành phố|huyện|quận|thị xã|xã|phường|thị trấn"
    rf"|đặc khu)(?: (?P<name>{_NAME}))?,? (?:{_ACTS})\b"
)
_SPEAKING_OFFICE = re.compile(
    rf"(?:^|[,;:.] |\n)(?P<name>(?:Sở|Bộ|Cục|Ban|Văn phòng|Công an"
    rf"|Thanh tra) [{UPPER}][^,.;:\n\d]{{2,70}}?) (?:ban hành|yêu cầu|đề nghị|hướng dẫn|thông báo)\b"
)


def symbol_parts(number: str) -> list[str]:
    """The groups of letters in a number: `1721/UBND-NC` -> `UBND`, `NC`; `25-CTr/TU` -> `CTr`, `TU`."""
    return [part for part in re.split(r"[/-]", number)[1:] if part and not part.isdigit()]


def find_issuer(head: Head, clean: str, body: Span) -> tuple[str | None, Span | None]:
    """The issuing body's name and where the letterhead has it; no span where it was worked out."""
    bodies = _whole_bodies(head.bodies)
    if bodies:
        name = _from_letterhead(bodies, head, clean, body)
        if name is not None:
            return name, (bodies[-1][0].start, bodies[-1][-1].end)
    return _worked_out(head, clean, body), None


def _whole_bodies(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines of the letterhead, those of one name together."""
    bodies: list[list[Line]] = []
    for line in lines:
        if bodies and not _BEGINS.match(line.words):
            bodies[-1].append(line)
        else:
            bodies.append([line])
    return [body for body in bodies if _BEGINS.match(body[0].words)]


def _from_letterhead(bodies: list[list[Line]], head: Head, clean: str, body: Span) -> str | None:
    words = " ".join(line.words for line in bodies[-1]).strip(" *-")
    above = " ".join(line.words for line in bodies[-2]).strip(" *-") if len(bodies) > 1 else ""
    for pattern, short in ((_COMMITTEE, "UBND"), (_COUNCIL, "HĐND")):
        match = pattern.match(words)
        if match is None:
            continue
        area = _area(words[match.end() :], head)
        if area is None and head.place:
            area = _level(head.place, clean, body, short)
        return f"{short} {area}" if area else None
    party = _PARTY.match(words)
    if party:
        return f"{party['level'].capitalize()} ủy {_titled(party['name'])}".strip()
    ours = words.casefold() == "văn phòng" and _COMMITTEE.match(above)
    name = "Văn phòng UBND" if ours else _as_written(words, clean, body)
    higher = _AREA.search(above)
    if not _AREA.search(words) and higher is not None and higher["name"]:
        return f"{name} {_area(higher[0], head)}"
    return name


def _area(words: str, head: Head) -> str | None:
    """`TỈNH HÀ THÀNH` -> `tỉnh Hà Thành`."""
    match = _AREA.match(words.strip())
    if match is None or not match["name"].strip():
        return None
    level = {"tp": "thành phố", "tx": "thị xã"}.get(match["level"].casefold().rstrip("."), match["level"].casefold())
    name = match["name"].strip(" -.,")
    if head.place and head.place.casefold().endswith(name.casefold()):
        name = head.place[len(head.place) - len(name) :]
    return f"{'Thành phố' if level == 'thành phố' else level} {_titled(name)}"


def _titled(name: str) -> str:
    """A place's name with capitals at the beginnings of words; a name that has small letters stays."""
    if name != name.upper():
        return name
    return re.sub(r"[^\W\d_]+", lambda match: match[0][0] + match[0][1:].lower(), name)


_KNOWN = {name.casefold(): name for name in (*CENTRAL_ISSUERS.values(), *LOCAL_ISSUERS.values())}


def _as_written(words: str, clean: str, body: Span) -> str:
    """A body's name in its own letters: as it is known, as the document writes it, else in sentence case."""
    area = _AREA.search(words)
    before = words[: area.start()].strip() if area and area["name"] else words
    behind = (
        f" {'Thành phố' if area['level'].casefold() == 'thành phố' else area['level'].lower()} {_titled(area['name'])}"
        if area and area["name"]
        else ""
    )
    if before.casefold() in _KNOWN:
        return _KNOWN[before.casefold()] + behind
    text = clean[body[0] : min(body[1], body[0] + LETTERHEAD)]
    for match in re.finditer(re.escape(before), text, re.IGNORECASE):
        if match[0] != match[0].upper():
            return match[0][:1].upper() + match[0][1:] + behind
    return (_sentence_case(before) if before == before.upper() else before) + behind


_ABBREVIATION = re.compile(r"(?<!\w)[BCDĐGHKLMNPQRSTVX]{2,}(?!\w)")
"""A word without a vowel."""


def _sentence_case(words: str) -> str:
    """`BAN QUẢN LÝ RỪNG` -> `Ban quản lý rừng`; abbreviations (`BCĐ`) stay in capitals."""
    lower = words[:1] + words[1:].lower()
    for match in _ABBREVIATION.finditer(words):
        lower = lower[: match.start()] + match[0] + lower[match.end() :]
    return lower


def _level(place: str, clean: str, body: Span, short: str) -> str | None:
    """The place with the level that the document gives it: `tỉnh Hà Thành`."""
    named = re.match(rf"(?P<level>(?:{_LEVELS})(?= )|TP\b)\.? ?", place, re.IGNORECASE)
    if named:
        name = place[named.end() :]
        level = named["level"].casefold().rstrip(".")
        return f"{'Thành phố' if level in ('thành phố', 'tp') else level} {name}"
    text = clean[body[0] : min(body[1], body[0] + 3 * LETTERHEAD)]
    counted = Counter(m[1].casefold() for m in re.finditer(rf"({_LEVEL}) (?i:{re.escape(place)})\b", text))
    if not counted:
        full = "Ủy ban nhân dân" if short == "UBND" else "Hội đồng nhân dân"
        body_named = whole(f"{short}|{full}".lower(), any_case=True)
        counted = Counter(m[1].casefold() for m in re.finditer(rf"{body_named} ({_LEVEL})(?![,/])", text))
    if not counted:
        return None
    level = counted.most_common(1)[0][0]
    return f"{'Thành phố' if level == 'thành phố' else level} {place}"


def _worked_out(head: Head, clean: str, body: Span) -> str | None:
    named = head.facts["issuer"].words if "issuer" in head.facts else ""
    number = head.number or (head.facts["number"].words if "number" in head.facts else "")
    parts = symbol_parts(number)
    local = next((LOCAL_ISSUERS[part] for part in parts if part in LOCAL_ISSUERS), None)
    if local in ("UBND", "HĐND"):
        if head.place and (area := _level(head.place, clean, body, local)):
            return f"{local} {area}"
        match = _AREA.search(named)
        if match and match["name"]:
            return f"{local} {_area(match[0], head)}"
    others = [part for part in parts if part.casefold() not in ABBREVIATIONS]
    central = next((CENTRAL_ISSUERS[part] for part in others if part in CENTRAL_ISSUERS), None)
    decides = [Line(0, 0, re.sub(r"^(?:CHỦ TỊCH|BỘ TRƯỞNG|GIÁM ĐỐC) ", "", line.words)) for line in head.authority[:1]]
    if central is None and (decides or named):
        bodies = _whole_bodies(decides or [Line(0, 0, named)])
        return (_from_letterhead(bodies, head, clean, body) if bodies else None) or _speaker(clean, body)
    return central or _speaker(clean, body)


def _speaker(clean: str, body: Span) -> str | None:
    """The body that speaks in the text; provincial ones only with their province."""
    text = clean[body[0] : min(body[1], body[0] + LETTERHEAD)]
    for match in _SPEAKER.finditer(text):
        level = match["level"].casefold()
        name = match["name"]
        if name is None and level in ("tỉnh", "thành phố"):
            name = _only_name(level, text)
            if name is None:
                continue
        shown = "Thành phố" if level == "thành phố" else level
        return f"UBND {shown} {name}" if name else f"UBND {shown}"
    offices = (match for match in _SPEAKING_OFFICE.finditer(text) if not _joins(text, match.start()))
    return next((match["name"] for match in offices), None)


def _joins(text: str, place: int) -> bool:
    """Whether what stands at a place is one more of those with whom somebody works together."""
    sentence = re.split(r"[.;:\n]", text[max(0, place - 100) : place])[-1]
    return re.search(r"[Pp]hối hợp|[Cc]ùng với", sentence) is not None


def _only_name(level: str, text: str) -> str | None:
    """The one name that the document gives to an area of this level."""
    names = {match[1] for match in re.finditer(rf"\b(?i:{level}) ({_NAME})", text) if match[1] != match[1].upper()}
    return names.pop() if len(names) == 1 else None
