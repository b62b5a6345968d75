"""Who holds each duty of a document on a day: before it is adopted, and with what people answered once it was."""

from __future__ import annotations

import html
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from phongtrao.documents.models import Correction, Document, Reading
from phongtrao.documents.receive import receive
from phongtrao.organisations.load_units import load_units
from phongtrao.organisations.models import (
    Alias,
    Area,
    AreaSuccession,
    AreaVersion,
    Organisation,
    OrganisationVersion,
    Succession,
)
from phongtrao.organisations.names import body_key
from phongtrao.work import settle
from phongtrao.work.held import held, lines
from phongtrao.work.models import Adoption
from tests.conftest import Cast
from tests.work.conftest import adopt_whole, at

TODAY = date(2026, 3, 2)
SEEDS = Path(__file__).parents[3] / "shared" / "directives" / "seeds"
Line = dict[str, Any]


def asked(document: Document, day: date = TODAY, today: date = TODAY) -> list[Line]:
    reading = document.latest_reading()
    assert reading is not None
    return lines(held(document, reading, day, today))


def said(bodies: list[Line]) -> dict[str, tuple[str, bool, bool]]:
    return {body["code"]: (body["found"], body["confirmed"], body["partly"]) for body in bodies}


COMMUNES = {f"xa.9000{n}.ubnd": ("successor", False, False) for n in (1, 2, 3, 4)}
DISTRICTS = {"huyen.901.ubnd": ("kind", True, False), "huyen.902.ubnd": ("kind", True, False)}


def test_a_document_just_received_tells_who_holds_its_duties_today(old_letter: Document) -> None:
    districts, planning, press = asked(old_letter)
    assert districts["actors"] == ["UBND các huyện"] and said(districts["bodies"]) == COMMUNES
    first = districts["bodies"][0]
    assert (first["name"], first["area"]) == ("UBND xã An Lạc", "C90001")
    assert said(planning["bodies"]) == {"ha-thanh.so-tai-chinh": ("successor", True, False)}
    assert said(press["bodies"]) == {"ha-thanh.bao-va-phat-thanh-truyen-hinh": ("successor", True, False)}
    assert not Adoption.objects.exists()


def test_on_another_day_those_of_that_day_hold_them(old_letter: Document) -> None:
    districts, planning, _ = asked(old_letter, date(2025, 3, 15))
    assert said(districts["bodies"]) == DISTRICTS
    assert said(planning["bodies"]) == {"ha-thanh.so-tai-chinh": ("successor", True, False)}
    assert said(asked(old_letter, date(2024, 6, 1))[1]["bodies"]) == {
        "ha-thanh.so-ke-hoach-va-dau-tu": ("named", True, False)
    }


def test_what_a_person_confirmed_or_denied_at_adoption_counts(cast: Cast, old_letter: Document) -> None:
    adopted = adopt_whole(cast, old_letter, date(2026, 2, 2))
    lan = cast.user("lan")
    settle.answer_heirs(adopted.adoption, [cast.body("xa.90001.ubnd")], True, lan, at(TODAY))
    settle.answer_heirs(adopted.adoption, [cast.body("xa.90004.ubnd")], False, lan, at(TODAY))
    rest = {code: COMMUNES[code] for code in ("xa.90002.ubnd", "xa.90003.ubnd")}
    assert said(asked(old_letter)[0]["bodies"]) == {"xa.90001.ubnd": ("successor", True, False), **rest}
    # On a day when the districts were there, they held it, whatever was answered later.
    assert said(asked(old_letter, date(2025, 1, 2))[0]["bodies"]) == DISTRICTS


def test_a_phrase_that_means_nobody_is_shown_until_a_person_answers(cast: Cast, plan: Document) -> None:
    fourth = asked(plan)[4]
    assert (fourth["bodies"], fourth["unresolved"]) == ([], ["Hội Làm vườn Trà Giang"])
    adopted = adopt_whole(cast, plan, date(2026, 2, 2))
    chosen = [cast.body("xa.90004.ubnd")]
    settle.settle(adopted.adoption, "actors", "Hội Làm vườn Trà Giang", chosen, cast.user("lan"), at(TODAY))
    fourth = asked(plan)[4]
    assert said(fourth["bodies"]) == {"xa.90004.ubnd": ("alias", True, False)} and fourth["unresolved"] == []


def test_a_phrase_known_in_part_is_held_by_the_known_and_asked(
    cast: Cast, plan: Document, signed_in: Callable[[str], Client], on_day: Callable[[date], None]
) -> None:
    reading = plan.latest_reading()
    assert reading is not None
    phrase = "các cơ quan, doanh nghiệp"
    Correction.objects.create(
        reading=reading, deed="change", duty=4, field="actors", value=[phrase], by=cast.user("lan"), at=at(TODAY)
    )
    fourth = asked(plan)[4]
    assert (fourth["unresolved"], fourth["in_part"]) == ([phrase], [phrase]) and len(fourth["bodies"]) == 4
    on_day(TODAY)
    page = signed_in("lan").get(reverse("holders", args=[plan.pk])).content.decode()
    assert f"<q>{phrase}</q> còn chỉ tổ chức khác chưa có trên hệ thống" in page
    assert f"chưa rõ hết: {phrase}" in "".join(printed(plan.number))
    adopted = adopt_whole(cast, plan, date(2026, 2, 2))
    assert phrase in adopted.unresolved
    duty = adopted.adoption.duties.get(unresolved__phrase=phrase)
    assert duty.assignments.filter(role="lead").count() == 4


def test_an_answer_remembered_for_the_issuer_counts_for_its_other_documents(cast: Cast, plan: Document) -> None:
    phrase = "Hội Làm vườn Trà Giang"
    root = cast.body("ha-thanh.ubnd")
    alias = Alias.objects.create(issuer=root, phrase=phrase, folded=body_key(phrase), by=cast.user("lan"), at=at(TODAY))
    alias.organisations.set([cast.body("ha-thanh.mttq")])
    assert said(asked(plan)[4]["bodies"]) == {"ha-thanh.mttq": ("alias", True, False)}


def test_a_duty_without_actors_is_held_by_the_addressees(plan: Document) -> None:
    seventh = asked(plan)[7]
    assert seventh["actors"] == []
    assert {"ha-thanh.cong-an", "ha-thanh.so-noi-vu", "xa.90001.ubnd"} <= set(said(seventh["bodies"]))


def test_departments_that_took_a_field_are_alternatives(cast: Cast, old_letter: Document) -> None:
    planning, finance, home = (
        cast.body(f"ha-thanh.{s}") for s in ("so-ke-hoach-va-dau-tu", "so-tai-chinh", "so-noi-vu")
    )
    Succession.objects.create(
        predecessor=planning, successor=home, day=date(2025, 3, 1), kind="transfer", field="lao_dong", source="Thử"
    )
    line = asked(old_letter)[1]
    assert said(line["bodies"]) == {finance.code: ("successor", False, False)}
    assert said(line["alternatives"]) == {home.code: ("successor", False, True)}
    assert line["alternatives"][0]["field"] == "lao_dong"


def test_a_department_that_goes_on_but_gave_a_field_away_still_holds_the_duty(cast: Cast, plan: Document) -> None:
    finance, police = cast.body("ha-thanh.so-tai-chinh"), cast.body("ha-thanh.cong-an")
    Succession.objects.create(
        predecessor=finance, successor=police, day=date(2026, 2, 1), kind="transfer", field="lao_dong", source="Thử"
    )
    assert said(asked(plan)[0]["bodies"]) == {"ha-thanh.so-tai-chinh": ("named", True, False)}
    assert list(said(asked(plan)[0]["alternatives"])) == [police.code]
    assert asked(plan, date(2026, 1, 15))[0]["alternatives"] == []


def test_work_of_a_district_may_have_gone_to_the_department_of_its_field(cast: Cast, old_letter: Document) -> None:
    cast.body("ha-thanh.so-tu-phap").versions.update(field="tai_nguyen_moi_truong;tu_phap")
    reading = old_letter.latest_reading()
    assert reading is not None
    districts = reading.content["duties"][0]
    text = reading.copy.text
    start = text.index("trồng cây")
    reading.copy.text = text[:start] + "bảo vệ môi trường, " + text[start:]
    reading.copy.save()
    Correction.objects.create(
        reading=reading, deed="change", duty=0, field="span", value=[districts["start"], districts["end"] + 19],
        by=cast.user("lan"), at=at(TODAY),
    )  # fmt: skip
    line = asked(Document.objects.get(pk=old_letter.pk))[0]
    assert said(line["alternatives"]) == {"ha-thanh.so-tu-phap": ("successor", False, True)}
    assert line["alternatives"][0]["field"] == "tai_nguyen_moi_truong"
    assert said(line["bodies"]) == COMMUNES


def test_a_document_that_lost_its_day_is_understood_by_the_latest_paper_it_cites(
    cast: Cast, old_letter: Document
) -> None:
    reading = old_letter.latest_reading()
    assert reading is not None
    reading.content["header"]["date"] = None
    cited = [{"type": "ke_hoach", "number": f"{n}/KH", "date": day, "start": 0, "end": 1} for n, day in enumerate(
        ("2019-05-02", "2023-04-01", "2030-01-01", None)
    )]  # fmt: skip
    Reading.objects.filter(pk=reading.pk).update(content={**reading.content, "citations": cited})
    Document.objects.update(issued_on=None)
    document = Document.objects.get()
    found = document.latest_reading()
    assert found is not None
    holding = held(document, found, TODAY, TODAY)
    assert (holding.meant_on.day, holding.meant_on.stated) == (date(2023, 4, 1), False)
    assert said(lines(holding)[0]["bodies"]) == COMMUNES


def test_a_body_that_is_gone_without_successor_is_shown_as_such(cast: Cast, plan: Document) -> None:
    cast.body("ha-thanh.so-tu-phap").versions.update(valid_until=date(2026, 2, 10))
    fifth = asked(plan)[5]
    assert fifth["bodies"] == [] and fifth["ended"] == [
        {"name": "Sở Tư pháp tỉnh Hà Thanh", "code": "ha-thanh.so-tu-phap"}
    ]


def test_bodies_that_the_person_may_not_see_are_left_out(cast: Cast, old_letter: Document) -> None:
    reading = old_letter.latest_reading()
    assert reading is not None
    seen = {cast.body("xa.90002.ubnd").pk}
    shown = lines(held(old_letter, reading, TODAY, TODAY, seen))
    assert [list(said(line["bodies"])) for line in shown] == [["xa.90002.ubnd"], [], []]


def test_who_took_in_land_of_several_of_the_bodies_holds_it_whole(cast: Cast, old_letter: Document) -> None:
    # Phú Khê goes into An Lạc: its land comes from both districts, and of both is the letter.
    lac, khe = cast.area("C90001"), cast.area("C90003")
    AreaVersion.objects.filter(area=khe).update(valid_until=date(2026, 1, 31))
    AreaSuccession.objects.create(predecessor=khe, successor=lac, day=date(2026, 2, 1), kind="merge", source="Thử")
    assert said(asked(old_letter)[0]["bodies"])["xa.90001.ubnd"] == ("successor", False, False)
    reading = old_letter.latest_reading()
    assert reading is not None
    Correction.objects.create(
        reading=reading, deed="change", duty=0, field="actors", value=["UBND huyện Sơn Nam"],
        by=cast.user("lan"), at=at(TODAY),
    )  # fmt: skip
    assert said(asked(old_letter)[0]["bodies"])["xa.90001.ubnd"] == ("successor", False, True)


def test_newcomers_of_the_kind_are_offered_and_never_added(
    cast: Cast, old_letter: Document, signed_in: Callable[[str], Client], on_day: Callable[[date], None]
) -> None:
    new = Area.objects.create(code="C90009")
    AreaVersion.objects.create(
        area=new, name="xã Núi Ngang", folded="xa nui ngang", kind="xa", parent=cast.area("T90"),
        valid_from=date(2025, 7, 1), source="Thử",
    )  # fmt: skip
    body = Organisation.objects.create(code="xa.90009.ubnd", area=new)
    OrganisationVersion.objects.create(
        organisation=body, name="UBND xã Núi Ngang", folded="ubnd xa nui ngang", kind="ubnd", level="xa",
        parent=cast.body("ha-thanh.ubnd"), valid_from=date(2025, 7, 1), source="Thử",
    )  # fmt: skip
    districts, planning, _ = asked(old_letter)
    assert said(districts["bodies"]) == COMMUNES
    assert said(districts["newcomers"]) == {"xa.90009.ubnd": ("kind", False, False)}
    assert planning["newcomers"] == [] == asked(old_letter, date(2025, 3, 15))[0]["newcomers"]
    on_day(TODAY)
    page = signed_in("lan").get(reverse("holders", args=[old_letter.pk])).content.decode()
    assert "1 đơn vị cùng loại có sau văn bản" in page and "UBND xã Núi Ngang" in page
    assert "1 đơn vị cùng loại có sau văn bản (không tự giao)" in printed("12/UBND-VX")[0]
    shown = signed_in("lan").get(reverse("adoption", args=[old_letter.pk])).content.decode()
    assert "Cùng loại, có sau văn bản, có thể giao thêm: UBND xã Núi Ngang" in " ".join(shown.split())
    adopted = adopt_whole(cast, old_letter, TODAY)
    assert not adopted.adoption.duties.filter(assignments__organisation=body).exists()


def printed(*arguments: str, **options: Any) -> list[str]:
    out = io.StringIO()
    call_command("holders", *arguments, stdout=out, **options)
    return out.getvalue().splitlines()


def test_the_command_prints_a_line_a_duty(old_letter: Document, on_day: Callable[[date], None]) -> None:
    on_day(TODAY)
    found = [json.loads(line) for line in printed("12/UBND-VX", "--json")]
    assert [line["clause"] for line in found] == ["1", "2", "3"]
    assert said(found[0]["bodies"]) == COMMUNES
    body = found[1]["bodies"][0]
    assert set(body) == {"name", "code", "area", "found", "confirmed", "partly"}
    then = [json.loads(line) for line in printed(str(old_letter.pk), "--on", "01/06/2024", "--json")]
    assert said(then[0]["bodies"]) == DISTRICTS
    assert "UBND xã An Lạc (chờ xác nhận)" in printed("12/UBND-VX")[0]


def test_the_command_refuses_what_it_does_not_know(cast: Cast, old_letter: Document) -> None:
    with pytest.raises(CommandError, match="Không có văn bản"):
        printed("99/KH-UBND")
    with pytest.raises(CommandError, match="Không có văn bản"):
        printed("12/UBND-VX", "--by", "binh")
    Document.objects.update(issuer=None, root=None, issuer_name="")
    with pytest.raises(CommandError, match="Chưa rõ cơ quan ban hành"):
        printed("12/UBND-VX")


def test_a_paper_of_a_district_that_it_does_not_name_is_asked_for(
    cast: Cast, old_letter: Document, signed_in: Callable[[str], Client], on_day: Callable[[date], None]
) -> None:
    on_day(TODAY)
    reading = old_letter.latest_reading()
    assert reading is not None
    reading.copy.text = "Thực hiện Chỉ thị của UBND tỉnh Hà Thanh. " + reading.copy.text
    reading.copy.save()
    Document.objects.update(issuer=None, issuer_name="UBND huyện")
    said = "«UBND huyện», chưa rõ là cơ quan nào; có thể là: UBND huyện Sơn Nam, UBND huyện Tây Khê"
    with pytest.raises(CommandError, match=said):
        printed("12/UBND-VX")
    for name in ("holders", "adoption"):
        page = signed_in("lan").get(reverse(name, args=[old_letter.pk])).content.decode()
        assert said in html.unescape(page), name
    Document.objects.update(issuer_name="UBND huyện Sơn Nam")
    assert printed("12/UBND-VX")


def test_the_page_shows_who_holds_them_on_the_day_asked_for(
    cast: Cast, old_letter: Document, signed_in: Callable[[str], Client], on_day: Callable[[date], None]
) -> None:
    on_day(TODAY)
    client, address = signed_in("vy"), reverse("holders", args=[old_letter.pk])
    page = client.get(address).content.decode()
    assert "UBND xã An Lạc" in page and "chờ xác nhận" in page and "UBND các huyện" in page
    assert address in client.get(reverse("document", args=[old_letter.pk])).content.decode()
    then = client.get(address, {"ngay": "15/03/2025"}).content.decode()
    assert "UBND huyện Sơn Nam" in then and "UBND xã An Lạc" not in then
    wrong = client.get(address, {"ngay": "hôm qua"}).content.decode()
    assert "Ngày chưa đúng" in wrong and "UBND xã An Lạc" in wrong
    assert signed_in("binh").get(address).status_code == 404


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the directives are not there")
def test_of_a_pilot_of_2017_the_communes_of_that_days_territory_hold_it(
    cast: Cast, tmp_path: Path, settings: Any
) -> None:
    settings.FILES = tmp_path
    load_units("Quảng Ngãi")
    path = next(SEEDS.glob("000*"))
    got = receive(path.name, path.read_bytes(), cast.user("quan-tri"), None, at(TODAY), TODAY, True)
    found = {line["clause"]: line for line in asked(got.document)}
    pilot = {b["name"].removeprefix("UBND "): b["partly"] for b in found["2.c"]["bodies"]}
    assert pilot == {
        **dict.fromkeys(("phường Đức Phổ", "phường Trà Câu", "phường Sa Huỳnh"), False),
        **dict.fromkeys(("xã Nguyễn Nghiêm", "xã Khánh Cường", "xã Trà Bồng", "xã Đông Trà Bồng", "xã Cà Đam"), False),
        **dict.fromkeys(("xã Thanh Bồng", "xã Tây Trà Bồng"), True),
    }
    assert not any(b["confirmed"] for b in found["2.c"]["bodies"])
    # All districts together hold all their land; what came from Kon Tum in 2025 is offered.
    everybody = found["1"]
    assert not any(b["partly"] for b in everybody["bodies"])
    assert len(everybody["newcomers"]) == 40 and "UBND phường Kon Tum" in {b["name"] for b in everybody["newcomers"]}
    assert found["2.c"]["newcomers"] == []
    rest = {b["name"].removeprefix("UBND ") for b in found["2.d"]["bodies"]}
    assert not rest & (set(pilot) - {"xã Thanh Bồng", "xã Tây Trà Bồng"}) and "xã Tây Trà" in rest
    # In 2021 the district that was merged in 2020 is held by the one that it joined.
    then = {line["clause"]: said(line["bodies"]) for line in asked(got.document, date(2021, 1, 4))}
    assert then["2.d"]["huyen.525.ubnd"] == ("successor", False, True) and "huyen.526.ubnd" not in then["2.d"]
    assert then["2.c"] == {"huyen.525.ubnd": ("named", True, False), "huyen.534.ubnd": ("named", True, False)}
