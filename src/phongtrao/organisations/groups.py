"""Groups of a kind: `UBND các xã, phường`, `các sở, ban, ngành`. Each rule with phrases that it reads, or does not.

Patterns match keys (`names.body_key`), so without marks, commas and full words for UBND. What a rule selects are bodies
of the document's day within the issuer's reach; bodies of the same tier that the words leave out are offered.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from phongtrao.organisations.directory import (
    CENTRAL,
    COMMUNE,
    DISTRICT,
    KIND_WORDS,
    PEOPLES_COMMITTEE,
    PROVINCE,
    Directory,
    Entry,
)


@dataclass(frozen=True, slots=True)
class Selection:
    """Bodies that the words mean, and bodies near to them that they leave out."""

    bodies: tuple[Entry, ...] = ()
    offered: tuple[Entry, ...] = ()
    missing: bool = False
    """Some of the words mean bodies of which the site knows none: the rest is asked of a person."""


NOBODY = Selection()


@dataclass(frozen=True, slots=True)
class Group:
    """`pattern` matches a whole key; `select` gives the bodies, none where the site knows none of the kind."""

    name: str
    pattern: str
    select: Callable[[re.Match[str], Directory], Selection]
    examples: tuple[str, ...]
    not_examples: tuple[str, ...] = ()

    def match(self, key: str) -> re.Match[str] | None:
        return re.fullmatch(self.pattern, key)


PLURAL = r"(?:(?:tat ca |toan the )?(?:cac|nhung|moi|tung|tai cac) |\d+ (?!cap ))?"
BRANCHES = {
    "van_phong",
    "thanh_tra",
    "ban",
    "cong_an",
    "bo_chi_huy_quan_su",
    "ban_chi_huy_quan_su",
    "bo_chi_huy_bien_phong",
}
"""`ngành`: bodies of a branch that work under or beside the People's Committee; courts, the Party's, taxes are none."""
DEPARTMENTS = {"so", "ban", *BRANCHES}
ASSOCIATIONS = {"to_chuc_chinh_tri_xa_hoi", "hoi"}
TERMS: dict[str, set[str]] = {
    "so": {"so"},
    "ban": {"ban"},
    "nganh": BRANCHES,
    "phong": {"phong"},
    "van phong": {"van_phong"},
    "mat tran": {"mttq"},
    "hoi": ASSOCIATIONS,
    "doan the": ASSOCIATIONS,
    "to chuc doan the": ASSOCIATIONS,
    "to chuc chinh tri xa hoi": ASSOCIATIONS,
    # Words that only widen the phrase.
    "co quan": set(),
    "don vi": set(),
}
"""Words of a series of departments → kinds of body."""
COUNTED = {"so", "phong", "mat tran", "hoi", "doan the", "to chuc doan the", "to chuc chinh tri xa hoi"}
"""Words that mean bodies of their own; `ban` and `ngành` only round off a series that has these."""
LOCALITY = "dia phuong"
_TERM = "|".join(sorted((*TERMS, LOCALITY), key=len, reverse=True))
_KIND = "|".join(sorted(KIND_WORDS, key=len, reverse=True))
PRESS = {"bao", "dai_phat_thanh_truyen_hinh", "bao_va_dai"}
CENTRAL_TERMS = {
    "bo": {"bo"},
    "nganh": {"co_quan_ngang_bo", "co_quan_thuoc_chinh_phu"},
    "co quan ngang bo": {"co_quan_ngang_bo"},
    "co quan thuoc chinh phu": {"co_quan_thuoc_chinh_phu"},
}
_CENTRAL_TERM = "|".join(sorted(CENTRAL_TERMS, key=len, reverse=True))
AGENCIES = {
    "co quan": {"co_quan"},
    "doanh nghiep": {"doanh_nghiep"},
    "co so giao duc": {"truong"},
    "truong hoc": {"truong"},
    "nha truong": {"truong"},
}
"""Words for bodies of every tier below the issuer's → kinds; `cơ quan` are the departments of its own tier too."""
_AGENCY = "|".join(sorted(AGENCIES, key=len, reverse=True))


def _words(text: str, alternatives: str) -> list[str]:
    return re.findall(rf"(?:{alternatives})(?!\w)", text)


def _departments(match: re.Match[str], directory: Directory) -> Selection:
    """Bodies of the tier that the words are about: a province's with `sở`, else the issuer's own."""
    words = _words(match["terms"], _TERM)
    kinds = set().union(*(TERMS.get(word, set()) for word in words))
    provincial = "so" in words or directory.level in (PROVINCE, CENTRAL)
    tier = PROVINCE if provincial else directory.level
    bodies = directory.select(lambda e: e.level == tier and e.kind in kinds - {"phong"}, everywhere=provincial)
    if "phong" in kinds:
        bodies += directory.select(lambda e: e.kind == "phong" and e.level == directory.level)
    if LOCALITY in words:
        bodies += _localities(match, directory).bodies
    fronts = directory.select(lambda e: e.level == tier and e.kind == "mttq", everywhere=provincial)
    near = fronts if kinds & ASSOCIATIONS and "mttq" not in kinds else ()
    return Selection(bodies, near, _any_missing({word: TERMS[word] for word in words if word in COUNTED}, bodies))


def _any_missing(kinds: dict[str, set[str]], bodies: tuple[Entry, ...]) -> bool:
    """Whether some word means kinds of which none is among the bodies."""
    there = {e.kind for e in bodies}
    return any(not wanted & there for wanted in kinds.values())


def _associations(match: re.Match[str], directory: Directory) -> Selection:
    tier = PROVINCE if directory.level == CENTRAL else directory.level
    kinds = ASSOCIATIONS | ({"mttq"} if "mat tran" in match[0] and "thanh vien" not in match[0] else set())
    bodies = directory.select(lambda e: e.level == tier and e.kind in kinds)
    return Selection(bodies, missing=_any_missing({"doan the": ASSOCIATIONS}, bodies))


def _tier(match: re.Match[str], directory: Directory) -> Selection:
    """Bodies of one sort (UBND where none is named) in areas of the kinds named, or in all of a tier (`cấp xã`)."""
    stem = (match["stem"] or PEOPLES_COMMITTEE).strip()
    if stem in ("chinh quyen", "chinh quyen dia phuong"):
        stem = PEOPLES_COMMITTEE
    # A commune gives no orders to communes: groups are of tiers below the issuer's.
    lower = set(directory.lower_tiers)
    if match["tier"]:
        tier = {"huyen": DISTRICT, "xa": COMMUNE, "co so": COMMUNE}[match["tier"]]
        return Selection(directory.select(lambda e: e.level == tier and e.level in lower and e.stem == stem))
    kinds = {KIND_WORDS[word] for word in _words(match["kinds"], _KIND)}
    same = directory.select(lambda e: e.level in lower and e.stem == stem)
    bodies = tuple(e for e in same if e.area_kind in kinds)
    number = re.match(r"\d+", match["plural"] or "")
    if number and int(number[0]) != len(bodies):
        return NOBODY
    tiers = {e.level for e in bodies}
    return Selection(bodies, tuple(e for e in same if e.level in tiers and e.area_kind not in kinds))


def _every_tier(match: re.Match[str], directory: Directory) -> Selection:
    """Bodies of one sort at the issuer's tier and below, where the site knows them below."""
    stems = {match["stem"], f"uy ban {match['stem']}"}
    bodies = directory.select(lambda e: e.level != CENTRAL and e.stem in stems)
    return Selection(bodies) if any(e.level in directory.lower_tiers for e in bodies) else NOBODY


def _localities(match: re.Match[str], directory: Directory) -> Selection:
    """`các địa phương`: People's Committees of the next tier down, through which all below are reached."""
    tiers = directory.lower_tiers[:1]
    return Selection(directory.select(lambda e: e.kind == PEOPLES_COMMITTEE and e.level in tiers))


def _governments(match: re.Match[str], directory: Directory) -> Selection:
    return Selection(lower_committees(directory))


def lower_committees(directory: Directory) -> tuple[Entry, ...]:
    """People's Committees of every tier below the issuer's."""
    tiers = directory.lower_tiers
    return directory.select(lambda e: e.kind == PEOPLES_COMMITTEE and e.level in tiers)


def _all_tiers(match: re.Match[str], directory: Directory) -> Selection:
    return everybody(directory)


def everybody(directory: Directory) -> Selection:
    """Departments of the issuer's tier and People's Committees of every lower one."""
    tier = PROVINCE if directory.level == CENTRAL else directory.level
    departments = directory.select(lambda e: e.level == tier and e.kind in DEPARTMENTS)
    return Selection(departments + lower_committees(directory))


def _police_everywhere(match: re.Match[str], directory: Directory) -> Selection:
    """Units of the provincial police and the police of every lower tier."""
    police = {e.pk for e in directory.select(lambda e: e.kind == "cong_an" and e.level == PROVINCE)}
    lower = directory.select(lambda e: e.kind == "cong_an" and e.level in (DISTRICT, COMMUNE))
    rooms = directory.select(lambda e: e.kind == "phong" and e.parent in police)
    # `Các đơn vị` are many: where the site knows but one, the others are to be asked for.
    return Selection(rooms + lower, missing=len(rooms) < 2)


def _press(match: re.Match[str], directory: Directory) -> Selection:
    """A province's press; of the whole country's the site knows a part only, so there it is asked."""
    if directory.level == CENTRAL:
        return NOBODY
    return Selection(directory.select(lambda e: e.kind in PRESS and e.level == PROVINCE, everywhere=True))


def _central(match: re.Match[str], directory: Directory) -> Selection:
    kinds = set().union(*(CENTRAL_TERMS[word] for word in _words(match["terms"], _CENTRAL_TERM)))
    return Selection(directory.select(lambda e: e.level == CENTRAL and e.kind in kinds, everywhere=True))


def _provinces(match: re.Match[str], directory: Directory) -> Selection:
    if directory.level != CENTRAL:
        return NOBODY
    return Selection(directory.select(lambda e: e.level == PROVINCE and e.kind == PEOPLES_COMMITTEE))


def _agencies(match: re.Match[str], directory: Directory) -> Selection:
    """Agencies, enterprises, schools, of those the site knows; `cơ quan` alone is not read here."""
    words = set(_words(match["terms"], _AGENCY))
    kinds = set().union(*(AGENCIES[word] for word in words))
    bodies = directory.select(lambda e: e.kind in kinds and e.level != CENTRAL)
    if "co quan" in words:
        tier = PROVINCE if directory.level == CENTRAL else directory.level
        bodies += directory.select(lambda e: e.level == tier and e.kind in DEPARTMENTS)
    named = {word: AGENCIES[word] for word in words if word != "co quan"}
    return Selection(bodies, missing=_any_missing(named, bodies))


def _boards(match: re.Match[str], directory: Directory) -> Selection:
    """Boards of a province's Party committee; its office and its inspection are named apart from them."""
    if directory.level == CENTRAL:
        return NOBODY
    return Selection(directory.select(lambda e: e.kind == "ban_dang" and e.stem.startswith("ban "), everywhere=True))


GROUPS: tuple[Group, ...] = (
    Group(
        "departments",
        # `sở`, `ban`, `ngành`, `phòng` or `đoàn thể` must be among the words: agencies and units alone are nobody.
        rf"{PLURAL}(?=.*\b(?:so|ban|nganh|phong|doan the|to chuc chinh tri xa hoi)\b)"
        rf"(?P<terms>(?:{_TERM})(?: (?:va )?(?:cac )?(?:{_TERM}))*)",
        _departments,
        (
            "các sở, ban, ngành",
            "sở, ngành",
            "các Sở",
            "các sở, ban, ngành, đoàn thể",
            "các ban, sở, ngành",
            "các sở, ngành, đơn vị",
            "các phòng, ban, ngành",
            "các ngành, cơ quan",
            "các sở, ban, ngành, địa phương",
        ),
        ("các cơ quan, đơn vị", "các sở, ban, ngành liên quan", "các đơn vị"),
    ),
    Group(
        "associations",
        rf"{PLURAL}(?:to chuc (?:chinh tri xa hoi|doan the|thanh vien)|hoi(?: va)? doan the|doan the"
        r"|mat tran(?: to quoc viet nam)?(?: va)?(?: cac)? (?:doan the|to chuc thanh vien|to chuc chinh tri xa hoi))"
        r"(?: cua mat tran(?: to quoc viet nam)?)?",
        _associations,
        (
            "các tổ chức chính trị - xã hội",
            "các hội, đoàn thể",
            "Mặt trận và các đoàn thể",
            "các tổ chức thành viên của Mặt trận",
        ),
        ("các tổ chức hội", "các hội quần chúng"),
    ),
    Group(
        "tier",
        rf"(?P<stem>(?:[a-z0-9 ]+? )??)(?P<plural>{PLURAL})"
        rf"(?:cap (?P<tier>huyen|xa|co so)|(?P<kinds>(?:{_KIND})(?: (?:va )?(?:{_KIND}))*))",
        _tier,
        (
            "UBND các xã, phường",
            "Ủy ban nhân dân các huyện, thị xã, thành phố",
            "UBND huyện, thành phố",
            "UBND cấp xã",
            "Công an các xã, phường",
            "Ban Chỉ đạo 138 cấp huyện",
            "các xã, phường, thị trấn",
            "UBND 11 phường",
            "chính quyền cấp xã",
        ),
        ("UBND xã Phú Khê", "cấp tỉnh"),
    ),
    Group("localities", rf"{PLURAL}dia phuong", _localities, ("các địa phương",), ("các đơn vị, địa phương",)),
    Group(
        "governments",
        r"chinh quyen(?: (?:cac cap|dia phuong(?: cac cap)?|cac dia phuong))?|cac cap chinh quyen|ubnd cac cap",
        _governments,
        ("chính quyền các cấp", "UBND các cấp", "chính quyền địa phương", "chính quyền"),
        ("chính quyền cơ sở", "cấp ủy"),
    ),
    Group(
        "every tier",
        rf"{PLURAL}(?P<stem>[a-z0-9 ]+?) (?:o )?cac cap",
        _every_tier,
        ("Công an các cấp", "Ban Chỉ đạo 138 các cấp", "Mặt trận Tổ quốc các cấp"),
        ("các cấp", "các cấp, các ngành"),
    ),
    Group(
        "all tiers",
        r"cac cap (?:va )?cac nganh|cac nganh (?:va )?cac cap|cac cap nganh",
        _all_tiers,
        ("các cấp, các ngành", "các ngành, các cấp"),
        ("các cấp ủy",),
    ),
    Group(
        "police everywhere",
        r"cong an (?:cac )?don vi dia phuong",
        _police_everywhere,
        ("Công an các đơn vị, địa phương",),
        ("Công an các đơn vị",),
    ),
    Group(
        "press",
        r"(?:he thong )?(?:cac )?(?:co quan (?:bao chi|thong tin dai chung|truyen thong)|bao dai|phuong tien thong tin"
        r" dai chung|bao (?:dai )?phat thanh truyen hinh)",
        _press,
        ("các cơ quan báo chí", "báo, đài", "cơ quan thông tin đại chúng", "Báo và Phát thanh, Truyền hình"),
        ("các cơ quan",),
    ),
    Group(
        "boards",
        r"(?:cac )?ban (?:(?:xay dung )?dang(?: (?:cua )?(?:tinh|thanh) uy)?|(?:cua )?(?:tinh|thanh) uy)",
        _boards,
        ("các Ban Xây dựng Đảng", "các ban của Tỉnh ủy", "các ban Đảng"),
        ("Ban Tổ chức Tỉnh ủy", "các cơ quan của Đảng"),
    ),
    Group(
        "ministries",
        rf"{PLURAL}(?P<terms>(?=bo|co quan)(?:{_CENTRAL_TERM})(?: (?:va )?(?:cac )?(?:{_CENTRAL_TERM}))*)"
        r"(?: trung uong)?",
        _central,
        ("các Bộ", "các bộ, ngành", "cơ quan ngang Bộ", "các Bộ, cơ quan ngang Bộ, cơ quan thuộc Chính phủ"),
        ("các ngành", "Bộ Công an"),
    ),
    Group(
        "provinces",
        rf"ubnd {PLURAL}tinh(?: (?:va )?thanh pho)?(?: truc thuoc trung uong)?",
        _provinces,
        ("UBND các tỉnh, thành phố trực thuộc Trung ương", "Ủy ban nhân dân các tỉnh"),
        ("UBND các huyện",),
    ),
    Group(
        "agencies",
        rf"{PLURAL}(?=.*(?:doanh nghiep|truong hoc|co so giao duc))"
        rf"(?P<terms>(?:{_AGENCY})(?: (?:va )?(?:cac )?(?:{_AGENCY}))*)",
        _agencies,
        ("các cơ quan, doanh nghiệp, cơ sở giáo dục", "các doanh nghiệp"),
        ("các cơ quan",),
    ),
)


def scope_words(directory: Directory) -> re.Pattern[str]:
    """What may follow a group without changing it: `tỉnh`, `của tỉnh`, `cấp tỉnh`, `trên địa bàn tỉnh Hà Thanh`."""
    names = "|".join(sorted(map(re.escape, directory.province_words), key=len, reverse=True)) or "tinh"
    place = rf"(?:{names}|(?:toan )?tinh|thanh pho|ubnd (?:tinh|thanh pho)|ubnd (?:{names})|ca nuoc)"
    if directory.level in (DISTRICT, COMMUNE):
        place = rf"(?:{place}|{_KIND})"
    return re.compile(rf"(?: (?:cua|thuoc|truc thuoc|cap|tren dia ban|trong|o|tai|toan))* {place}$")


def select(key: str, directory: Directory) -> Selection:
    """Bodies of the first rule that reads the key and knows some, also without words of place behind it."""
    for shorter in dict.fromkeys((key, scope_words(directory).sub("", key))):
        for group in GROUPS:
            found = group.match(shorter)
            if found and (selection := group.select(found, directory)).bodies:
                return selection
    return NOBODY
