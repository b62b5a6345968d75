"""The one cast of all tests: two invented provinces, their bodies through time, and the people in their posts.

Every code of the second province has the first one's form, so that "the same body elsewhere" is easy to name.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from phongtrao.organisations.models import (
    Area,
    AreaSuccession,
    AreaVersion,
    Function,
    Organisation,
    OrganisationVersion,
    Post,
    Succession,
    User,
)
from phongtrao.organisations.names import body_key, body_keys

PASSWORD = "mật khẩu của dàn vai thử nghiệm"
SOURCE = "Nghị quyết thử nghiệm số 01/NQ-TN"
REFORM = date(2025, 7, 1)
LAST_DAY_OF_DISTRICTS = date(2025, 6, 30)
LAST_DAY_OF_DISTRICT_POLICE = date(2025, 2, 28)
DEPARTMENTS_MERGE = date(2025, 3, 1)


@dataclass(frozen=True)
class Province:
    slug: str
    name: str
    code: str
    """Digits that begin the codes of its areas: `90` gives `T90`, `H901`, `C90001`."""
    districts: tuple[str, str]
    communes: tuple[str, str, str, str]
    """The first two lie in the first district's former territory."""


HA_THANH = Province(
    "ha-thanh",
    "Hà Thanh",
    "90",
    ("huyện Sơn Nam", "huyện Tây Khê"),
    ("xã An Lạc", "phường Đông Sơn", "xã Phú Khê", "phường Trà Giang"),
)
BINH_PHU = Province(
    "binh-phu",
    "Bình Phú",
    "91",
    ("huyện Đồng Lâm", "huyện Vĩnh Khê"),
    ("xã Hòa Lâm", "phường Bình Lâm", "xã Tân Khê", "phường An Phú"),
)

PEOPLE = (
    # account, full name, body, function, from
    ("lan", "Nguyễn Thị Lan", "ha-thanh.ubnd", Function.LEADER),
    ("vy", "Trần Hạ Vy", "ha-thanh.ubnd", Function.CLERK),
    ("dung", "Lê Tiến Dũng", "ha-thanh.cong-an", Function.FOCAL_POINT),
    ("son", "Phạm Hồng Sơn", "ha-thanh.so-tai-chinh", Function.OFFICER),
    ("xuan", "Hồ Thị Xuân", "xa.90001.ubnd", Function.OFFICER),
    ("kien", "Đỗ Trung Kiên", "ha-thanh.ubnd", Function.INSPECTOR),
    ("quan-tri", "Quản trị hệ thống", None, Function.ADMINISTRATOR),
    ("binh", "Vũ Thanh Bình", "binh-phu.ubnd", Function.LEADER),
)


def build_cast() -> None:
    """Make every row of the cast; the database must hold none of them."""
    for province in (HA_THANH, BINH_PHU):
        _areas(province)
        _provincial_bodies(province)
        _districts(province)
        _communes(province)
        _successions(province)
    for account, full_name, code, function in PEOPLE:
        user = User.objects.create_user(account, PASSWORD, full_name=full_name)
        body = Organisation.objects.get(code=code) if code else None
        Post.objects.create(user=user, organisation=body, function=function, starts_on=date(2020, 1, 1))


def _area(
    code: str, name: str, kind: str, parent: Area | None, since: date | None = None, until: date | None = None
) -> Area:
    area = Area.objects.create(code=code)
    AreaVersion.objects.create(
        area=area,
        name=name,
        folded=body_key(name),
        kind=kind,
        parent=parent,
        valid_from=since,
        valid_until=until,
        source=SOURCE,
    )
    return area


def _areas(p: Province) -> None:
    province = _area(f"T{p.code}", f"tỉnh {p.name}", "tinh", None)
    for n, name in enumerate(p.districts, 1):
        district = _area(f"H{p.code}{n}", name, "huyen", province, until=LAST_DAY_OF_DISTRICTS)
        for m, commune in enumerate(p.communes[2 * n - 2 : 2 * n], 2 * n - 1):
            kind = "xa" if commune.startswith("xã") else "phuong"
            old = _area(f"X{p.code}00{m}", commune, kind, district, until=LAST_DAY_OF_DISTRICTS)
            new = _area(f"C{p.code}00{m}", commune, kind, province, since=REFORM)
            AreaSuccession.objects.create(predecessor=old, successor=new, day=REFORM, kind="renewal", source=SOURCE)


def _body(
    code: str,
    name: str,
    kind: str,
    level: str,
    area: str,
    *,
    short: str = "",
    parent: str | None = None,
    line: str | None = None,
    standing: str | None = None,
    since: date | None = None,
    until: date | None = None,
) -> None:
    body = Organisation.objects.create(code=code, area=Area.objects.get(code=area))
    OrganisationVersion.objects.create(
        organisation=body,
        name=name,
        short=short,
        folded=body_key(name),
        keys=body_keys([name, short]),
        kind=kind,
        level=level,
        parent=Organisation.objects.get(code=parent) if parent else None,
        line_parent=Organisation.objects.get(code=line) if line else None,
        standing_body=Organisation.objects.get(code=standing) if standing else None,
        valid_from=since,
        valid_until=until,
        source=SOURCE,
    )


PROVINCIAL = (
    # suffix, name, short, kind, since, until
    ("cong-an", "Công an tỉnh {}", "Công an tỉnh", "cong_an", None, None),
    ("so-tai-chinh", "Sở Tài chính tỉnh {}", "Sở Tài chính", "so", None, None),
    ("so-noi-vu", "Sở Nội vụ tỉnh {}", "Sở Nội vụ", "so", None, None),
    ("so-tu-phap", "Sở Tư pháp tỉnh {}", "Sở Tư pháp", "so", None, None),
    (
        "so-ke-hoach-va-dau-tu",
        "Sở Kế hoạch và Đầu tư tỉnh {}",
        "Sở Kế hoạch và Đầu tư",
        "so",
        None,
        LAST_DAY_OF_DISTRICT_POLICE,
    ),
    (
        "mttq",
        "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh {}",
        "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh",
        "mttq",
        None,
        None,
    ),
    ("bao", "Báo {}", "", "bao", None, LAST_DAY_OF_DISTRICTS),
    ("bao-va-phat-thanh-truyen-hinh", "Báo và phát thanh, truyền hình {}", "", "bao_va_dai", REFORM, None),
)


def _provincial_bodies(p: Province) -> None:
    ubnd, area = f"{p.slug}.ubnd", f"T{p.code}"
    _body(ubnd, f"UBND tỉnh {p.name}", "ubnd", "tinh", area, short="UBND tỉnh")
    for suffix, name, short, kind, since, until in PROVINCIAL:
        _body(
            f"{p.slug}.{suffix}",
            name.format(p.name),
            kind,
            "tinh",
            area,
            short=short,
            parent=ubnd,
            since=since,
            until=until,
        )
    _body(
        f"{p.slug}.ban-chi-dao-138",
        f"Ban Chỉ đạo 138 tỉnh {p.name}",
        "ban_chi_dao",
        "tinh",
        area,
        short="Ban Chỉ đạo 138 tỉnh",
        parent=ubnd,
        standing=f"{p.slug}.cong-an",
    )


def _districts(p: Province) -> None:
    for n, name in enumerate(p.districts, 1):
        code = f"huyen.{p.code}{n}"
        _body(
            f"{code}.ubnd",
            f"UBND {name}",
            "ubnd",
            "huyen",
            f"H{p.code}{n}",
            parent=f"{p.slug}.ubnd",
            until=LAST_DAY_OF_DISTRICTS,
        )
        _body(
            f"{code}.cong-an",
            f"Công an {name}",
            "cong_an",
            "huyen",
            f"H{p.code}{n}",
            parent=f"{code}.ubnd",
            line=f"{p.slug}.cong-an",
            until=LAST_DAY_OF_DISTRICT_POLICE,
        )


def _communes(p: Province) -> None:
    for m, name in enumerate(p.communes, 1):
        code, area = f"xa.{p.code}00{m}", f"C{p.code}00{m}"
        _body(f"{code}.ubnd", f"UBND {name}", "ubnd", "xa", area, parent=f"{p.slug}.ubnd", since=REFORM)
        _body(
            f"{code}.cong-an",
            f"Công an {name}",
            "cong_an",
            "xa",
            area,
            parent=f"{code}.ubnd",
            line=f"{p.slug}.cong-an",
            since=REFORM,
        )


def _successions(p: Province) -> None:
    for predecessor, successor, day in (
        ("so-ke-hoach-va-dau-tu", "so-tai-chinh", DEPARTMENTS_MERGE),
        ("bao", "bao-va-phat-thanh-truyen-hinh", REFORM),
    ):
        Succession.objects.create(
            predecessor=Organisation.objects.get(code=f"{p.slug}.{predecessor}"),
            successor=Organisation.objects.get(code=f"{p.slug}.{successor}"),
            day=day,
            kind="merge",
            source=SOURCE,
        )
