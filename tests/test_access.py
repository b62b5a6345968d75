"""Every route of the site, asked by nobody, by the wrong function, by another province, and in the wrong way."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path, reverse

from phongtrao.access import FOREIGN, Access, every_page_is_declared, page
from phongtrao.awards.models import Commendation
from phongtrao.documents.issue import draft
from phongtrao.documents.models import Arrival, Correction, Document, Effect, Outgoing, Purge, StoredFile
from phongtrao.documents.purge import propose
from phongtrao.initiatives.begin import Begun, begin_initiative
from phongtrao.initiatives.models import Initiative, Pilot
from phongtrao.management.commands.permissions import pages
from phongtrao.money.models import Estimate
from phongtrao.organisations.models import Function, Organisation, Post, User
from phongtrao.recognition.models import Candidacy, CriteriaSet
from phongtrao.reports.load_form import load_form
from phongtrao.reports.models import Report, ReportForm, SynthesisParagraph
from phongtrao.reports.open_report import begin
from phongtrao.reports.periods import period
from phongtrao.urls import urlpatterns as site_urls
from phongtrao.work.feeds import make_feed
from phongtrao.work.models import Assignment, CalendarFeed, Duty, Mending, Message, Obstacle, Programme, Task, Webhook
from phongtrao.work.obstacles import raise_obstacle
from phongtrao.work.open_tasks import open_tasks
from tests.awards.samples import begun_by_the_province
from tests.conftest import Cast
from tests.initiatives.pilot_samples import compared, planned
from tests.initiatives.samples import kind_of, whole
from tests.money.samples import appraised, drawn_up_by
from tests.recognition.samples import decided_on, registered_beside_a_draft, scored_by_the_province
from tests.reports.samples import changed, paragraph_of_a_synthesis
from tests.vanban.paper.samples import LETTER
from tests.work import samples
from tests.work.conftest import adopt_whole, at, received
from tests.work.inspecting import mending

DAY = date(2026, 2, 2)
ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Things:
    """One of each kind of object of the first province."""

    province: Organisation
    document: Document
    arrival: Arrival
    file: StoredFile
    correction: Correction
    duty: Duty
    assignment: Assignment
    task: Task
    account: User
    post: Post
    message: Message
    webhook: Webhook
    purge: Purge
    outgoing: Outgoing
    feed: CalendarFeed
    effect: Effect
    obstacle: Obstacle
    mending: Mending
    paragraph: SynthesisParagraph
    programme: Programme
    report: Report
    candidacy: Candidacy
    scoring: Candidacy
    commendation: Commendation
    initiative: Initiative
    planned: Initiative
    estimate: Estimate
    appraised: Estimate
    pilot: Pilot


Kwargs = Callable[[Things], dict[str, Any]]


def nothing(_: Things) -> dict[str, Any]:
    return {}


def reading(t: Things) -> dict[str, Any]:
    return {"pk": t.correction.reading_id}


def document_id(t: Things) -> dict[str, Any]:
    return {"document_id": t.document.pk}


def username(t: Things) -> dict[str, Any]:
    return {"username": t.account.username}


def roll_up_of(t: Things) -> dict[str, Any]:
    return {"form": "mau-thu", "period": "2026", "code": t.province.code}


def inspection(t: Things) -> dict[str, Any]:
    return {"pk": t.mending.visit.inspection_id}


def criteria_set(_: Things) -> dict[str, Any]:
    """The province's own draft."""
    return {"pk": CriteriaSet.objects.get(frozen_at=None).pk}


def commendation(t: Things) -> dict[str, Any]:
    return {"pk": t.commendation.pk}


def programme(t: Things) -> dict[str, Any]:
    return {"name": t.programme.name}


def pilot(t: Things) -> dict[str, Any]:
    return {"pk": t.pilot.pk}


OBJECTS: dict[str, Kwargs] = {
    "home": nothing,
    "account_login": nothing,
    "account_logout": nothing,
    "account_change_password": nothing,
    "account_reauthenticate": nothing,
    "mfa_index": nothing,
    "mfa_authenticate": nothing,
    "mfa_reauthenticate": nothing,
    "mfa_activate_totp": nothing,
    "mfa_deactivate_totp": nothing,
    "mfa_view_recovery_codes": nothing,
    "mfa_generate_recovery_codes": nothing,
    "remove_second_factor": username,
    "unlock": username,
    "organisations": nothing,
    "organisations_out": nothing,
    "organisations_load": nothing,
    "organisations_apply": nothing,
    "organisation": lambda t: {"code": "ha-thanh.so-tai-chinh"},
    "areas": nothing,
    "carry": nothing,
    "carry_out": nothing,
    "area": lambda t: {"code": "C90001"},
    "users": nothing,
    "user": username,
    "add_user": nothing,
    "add_post": username,
    "new_password": username,
    "add_deputy": lambda t: {"pk": t.post.pk},
    "end_post": lambda t: {"pk": t.post.pk},
    "hand_over": lambda t: {"pk": t.post.pk},
    "log": nothing,
    "documents": nothing,
    "upload": nothing,
    "incoming_register": nothing,
    "arrival": lambda t: {"pk": t.arrival.pk},
    "file": lambda t: {"pk": t.file.pk},
    "document": lambda t: {"pk": t.document.pk},
    "compare_copies": lambda t: {"pk": t.document.pk},
    "reread_document": lambda t: {"pk": t.document.pk},
    "correct_header": reading,
    "accept_number": reading,
    "add_duty": reading,
    "correct_duty": lambda t: reading(t) | {"index": "0"},
    "drop_duty": lambda t: reading(t) | {"index": "0"},
    "undo_correction": lambda t: {"pk": t.correction.pk},
    "purges": nothing,
    "purge": lambda t: {"pk": t.purge.pk},
    "propose_purge": lambda t: {"kind": "ban-van-ban", "row": t.correction.reading.copy_id},
    "decide_purge": lambda t: {"pk": t.purge.pk, "deed": "confirm_purge"},
    "desk": nothing,
    "board": nothing,
    "follow_up_register": nothing,
    "board_cell": nothing,
    "adoption": document_id,
    "adopt_document": document_id,
    "settle_phrase": document_id,
    "answer_heirs": document_id,
    "holders": document_id,
    "calendars": nothing,
    "withdraw_calendar": lambda t: {"pk": t.feed.pk},
    "calendar_feed": lambda t: {"token": "khong-co"},
    "chain": document_id,
    "accuracy": nothing,
    "findings": nothing,
    "document_findings": document_id,
    "decide_finding": lambda t: {"pk": t.duty.adoption_id},
    "link_document": document_id,
    "settle_effect": lambda t: {"pk": t.effect.pk},
    "sheet": document_id,
    "body_sheet": lambda t: {"organisation_id": t.province.pk},
    "duty": lambda t: {"pk": t.duty.pk},
    "set_duty_deadline": lambda t: {"pk": t.duty.pk},
    "set_duty_rest_policy": lambda t: {"pk": t.duty.pk},
    "working_days": nothing,
    "inspections": nothing,
    "timeliness": nothing,
    "report_outliers": nothing,
    "plan_inspection": nothing,
    "inspection": inspection,
    "inspection_sheet": inspection,
    "change_inspection": inspection,
    "add_visit": inspection,
    "add_shortcoming": lambda t: {"pk": t.mending.shortcoming.visit_id},
    "add_mending": lambda t: {"pk": t.mending.shortcoming_id},
    "mending": lambda t: {"pk": t.mending.pk},
    "mending_deed": lambda t: {"pk": t.mending.pk, "deed": "submit"},
    "programmes": nothing,
    "programme": programme,
    "attach_document": programme,
    "detach_document": lambda t: programme(t) | document_id(t),
    "obstacles": nothing,
    "obstacle": lambda t: {"pk": t.obstacle.pk},
    "obstacle_deed": lambda t: {"pk": t.obstacle.pk, "deed": "close"},
    "raise_obstacle": lambda t: {"pk": t.assignment.pk},
    "reminders": nothing,
    "reminder_letter": document_id,
    "outgoing_register": nothing,
    "outgoing": lambda t: {"pk": t.outgoing.pk},
    "outgoing_file": lambda t: {"pk": t.outgoing.pk, "form": "docx"},
    "issue_outgoing": lambda t: {"pk": t.outgoing.pk},
    "drop_outgoing": lambda t: {"pk": t.outgoing.pk},
    "enter_outgoing": lambda t: {"pk": t.outgoing.pk},
    "snooze_task": lambda t: {"pk": t.task.pk},
    "outbox": nothing,
    "revive_message": lambda t: {"pk": t.message.pk},
    "add_webhook": nothing,
    "end_webhook": lambda t: {"pk": t.webhook.pk},
    "allow_host": nothing,
    "enter_working_day": nothing,
    "assign_body": lambda t: {"pk": t.duty.pk},
    "change_duty": lambda t: {"pk": t.duty.pk},
    "assignment": lambda t: {"pk": t.assignment.pk},
    "assignment_deed": lambda t: {"pk": t.assignment.pk, "deed": "note"},
    "task": lambda t: {"pk": t.task.pk},
    "delegate_task": lambda t: {"pk": t.task.pk},
    "task_deed": lambda t: {"pk": t.task.pk, "deed": "start"},
    "candidacies": nothing,
    "recognised": nothing,
    "criteria_sets": nothing,
    "import_criteria": nothing,
    "empty_criteria_sheet": nothing,
    "criteria_set": criteria_set,
    "criteria_file": criteria_set,
    "freeze_criteria_set": criteria_set,
    "candidacy": lambda t: {"pk": t.candidacy.pk},
    "self_score": lambda t: {"pk": t.scoring.pk},
    "score_table": lambda t: {"pk": t.scoring.pk},
    "load_scores": lambda t: {"pk": t.scoring.pk},
    "evidence": lambda t: {"pk": t.scoring.pk, "criterion": "co_ke_hoach"},
    "score": lambda t: {"pk": t.scoring.scores.get().pk},
    "dossier": lambda t: {"pk": t.scoring.pk},
    "dossier_paper": lambda t: {"pk": t.scoring.pk, "name": "dang_ky"},
    "dossier_file": lambda t: {"pk": t.scoring.pk, "name": "bao_cao", "form": "docx"},
    "candidacy_deed": lambda t: {"pk": t.candidacy.pk, "deed": "start_building"},
    "register": nothing,
    "registration_sheet": lambda t: {"programme": t.candidacy.programme.name},
    "load_registrations": lambda t: {"programme": t.candidacy.programme.name},
    "apply_registrations": lambda t: {"programme": t.candidacy.programme.name},
    "recognition_rules": lambda t: {"pk": t.candidacy.rules_id},
    "recognition_plan": lambda t: {"programme": t.candidacy.programme.name},
    "state_eligible": lambda t: {"programme": t.candidacy.programme.name, "subject": "co_quan"},
    "selection": lambda t: {"programme": t.candidacy.programme.name, "year": 2026},
    "select_candidacies": lambda t: {"programme": t.candidacy.programme.name, "year": 2026},
    "recorded_results": nothing,
    "record_one": nothing,
    "results_sheet": nothing,
    "load_results": nothing,
    "apply_results": nothing,
    "appraisal": lambda t: {"pk": t.candidacy.pk},
    "appraisal_deed": lambda t: {"pk": t.candidacy.pk, "deed": "name"},
    "member_score": lambda t: {"pk": t.candidacy.appraisals.get().pk},
    "agreed_score": lambda t: {"pk": t.candidacy.appraisals.get().pk},
    "draw": lambda t: {"programme": t.programme.name, "year": 2026},
    "opinions": lambda t: {"pk": t.candidacy.pk},
    "opinion_deed": lambda t: {"pk": t.candidacy.pk, "deed": "ghi"},
    "decisions": nothing,
    "certificates": nothing,
    "certificate": lambda t: {"serial": "HA-THANH-2026-0001"},
    "certificate_file": lambda t: {"serial": "HA-THANH-2026-0001"},
    "issue_certificates": lambda t: {"pk": t.candidacy.recognition.decision_id},
    "decision": lambda t: {"pk": t.candidacy.recognition.decision_id},
    "draft_proposal": lambda t: {"programme": t.programme.name, "year": 2026},
    "draft_decision": lambda t: {"programme": t.programme.name, "year": 2026},
    "draft_withdrawal": lambda t: {"programme": t.programme.name},
    "upkeep": nothing,
    "upkeep_deed": lambda t: {"pk": t.candidacy.recognition.pk, "deed": "keep_up"},
    "reports": nothing,
    "open_report": nothing,
    "report": lambda t: {"pk": t.report.pk},
    "enter_report": lambda t: {"pk": t.report.pk},
    "report_deed": lambda t: {"pk": t.report.pk, "deed": "send_report"},
    "report_forms": nothing,
    "report_form": lambda t: {"name": t.report.form.name},
    "use_form": lambda t: {"pk": t.duty.pk},
    "build_form": nothing,
    "report_form_file": lambda t: {"name": t.report.form.name},
    "report_sheet": lambda t: {"pk": t.report.pk},
    "load_sheet": lambda t: {"pk": t.report.pk},
    "apply_sheet": lambda t: {"pk": t.report.pk},
    "roll_up": roll_up_of,
    "answers": roll_up_of,
    "figure_origin": lambda t: roll_up_of(t) | {"indicator": "mo_hinh"},
    "open_synthesis": roll_up_of,
    "syntheses": nothing,
    "synthesis": lambda t: {"pk": t.paragraph.synthesis_id},
    "change_figure": lambda t: {"pk": t.paragraph.synthesis_id, "indicator": "mo_hinh"},
    "pick_sentences": lambda t: {"pk": t.paragraph.synthesis_id},
    "sign_synthesis": lambda t: {"pk": t.paragraph.synthesis_id},
    "synthesis_paper": lambda t: {"pk": t.paragraph.synthesis_id},
    "synthesis_file": lambda t: {"pk": t.paragraph.synthesis_id, "form": "docx"},
    "pilots": nothing,
    "begin_pilot": nothing,
    "pilot": pilot,
    "pilot_deed": lambda t: pilot(t) | {"deed": "drop_pilot"},
    "pilot_paper": lambda t: pilot(t) | {"name": "plan"},
    "pilot_paper_file": lambda t: pilot(t) | {"name": "plan", "form": "docx"},
    "add_pilot_phase": pilot,
    "pilot_phase": lambda t: {"pk": t.pilot.phases.get().pk},
    "pilot_phase_deed": lambda t: {"pk": t.pilot.phases.get().pk, "deed": "bo"},
    "compare_pilot": pilot,
    "pilot_comparison": lambda t: {"pk": t.pilot.comparisons.get().pk},
    "pilot_comparison_deed": lambda t: {"pk": t.pilot.comparisons.get().pk, "deed": "lay-so"},
    "pilot_roll_out": pilot,
    "verify": nothing,
    "download_verify_page": nothing,
    "hold_synthesis": lambda t: {"pk": t.paragraph.synthesis_id},
    "commendations": nothing,
    "propose_commendation": nothing,
    "commended": nothing,
    "commendation_rules": lambda t: {"pk": t.commendation.rules_id},
    "commendation": commendation,
    "commendation_deed": lambda t: commendation(t) | {"deed": "drop_commendation"},
    "commendation_paper": lambda t: commendation(t) | {"name": "to_trinh"},
    "commendation_paper_file": lambda t: commendation(t) | {"name": "to_trinh", "form": "docx"},
    "nominees": commendation,
    "load_nominees": commendation,
    "nominees_sheet": commendation,
    "nominee": lambda t: commendation(t) | {"number": t.commendation.nominees.get().pk},
    "examination": commendation,
    "council": commendation,
    "council_deed": lambda t: commendation(t) | {"deed": "cu"},
    "overview": nothing,
    "overview_sheet": nothing,
    "country": nothing,
    "maps": nothing,
    "apply_map": nothing,
    "change_paragraph": lambda t: {"pk": t.paragraph.pk},
    "initiatives": nothing,
    "begin_initiative": nothing,
    "enter_initiative": nothing,
    "working": nothing,
    "targets": nothing,
    "kinds": nothing,
    "kind": lambda t: {"pk": t.initiative.kind_id},
    "state_initiative_target": lambda t: {"pk": t.initiative.kind_id, "year": 2030, "counts": "places"},
    "initiative": lambda t: {"pk": t.initiative.pk},
    "initiative_deed": lambda t: {"pk": t.initiative.pk, "deed": "mend"},
    "initiative_paper": lambda t: {"pk": t.initiative.pk, "name": "retire_decision"},
    "initiative_paper_file": lambda t: {"pk": t.initiative.pk, "name": "review_report", "form": "docx"},
    "describe_initiative": lambda t: {"pk": t.planned.pk},
    "initiative_places": lambda t: {"pk": t.initiative.pk},
    "initiative_place": lambda t: {"pk": t.initiative.pk, "place": t.initiative.places.get().pk},
    "initiative_equipment": lambda t: {"pk": t.initiative.pk},
    "initiative_repair": lambda t: {"pk": t.initiative.pk, "repair": t.initiative.repairs.get().pk},
    "initiative_review": lambda t: {"pk": t.initiative.pk, "year": t.initiative.reviews.get().year},
    "close_initiative_review": lambda t: {"pk": t.initiative.pk, "year": t.initiative.reviews.get().year},
    "judge_initiative_review": lambda t: {"pk": t.initiative.pk, "year": t.initiative.reviews.get().year},
    "replicate_initiative": lambda t: {"pk": t.initiative.pk},
    "estimates": nothing,
    "open_estimate": nothing,
    "funding": lambda t: {"programme": t.programme.name},
    "funding_clause": lambda t: {"programme": t.programme.name, "clause": "khoan_2"},
    "estimate": lambda t: {"pk": t.estimate.pk},
    "estimate_deed": lambda t: {"pk": t.estimate.pk, "deed": "send_estimate"},
    "estimate_paper": lambda t: {"pk": t.estimate.pk, "name": "to_trinh"},
    "estimate_paper_file": lambda t: {"pk": t.appraised.pk, "name": "to_trinh", "form": "docx"},
    "estimate_lines": lambda t: {"pk": t.estimate.pk},
    "estimate_line": lambda t: {"pk": t.estimate.pk, "number": 1},
    "estimate_sheet": lambda t: {"pk": t.estimate.pk},
    "load_estimate_lines": lambda t: {"pk": t.estimate.pk},
    "apply_estimate_lines": lambda t: {"pk": t.estimate.pk},
    "estimate_figures": lambda t: {"pk": t.appraised.pk},
}
"""What each route needs to be opened. A new route has to stand here."""

OPEN_TO_ALL = {"area"}
"""Pages of an object that every province may open: the map of the administration is public."""


@pytest.fixture
def things(cast: Cast, on_day: Callable[[date], None], settings: Any, tmp_path: Path) -> Things:
    on_day(DAY)
    settings.FILES = tmp_path
    root, lan = cast.body("ha-thanh.ubnd"), cast.user("lan")
    document = received(root, lan, samples.NEW, samples.new_content(), date(2026, 1, 20))
    adopt_whole(cast, document, DAY)
    open_tasks(date(2026, 12, 31), at(DAY), cast.user("quan-tri"))
    file = StoredFile.objects.get()
    file.path.parent.mkdir(parents=True)
    file.path.write_text(samples.NEW)
    found = document.latest_reading()
    assert found is not None
    assignment = Assignment.objects.filter(organisation__code="ha-thanh.so-tai-chinh", tasks__isnull=False)[0]
    every = Things(
        province=root,
        document=document,
        arrival=document.arrivals.get(),
        file=file,
        correction=Correction.objects.create(reading=found, deed="drop", duty=8, by=lan, at=at(DAY)),
        duty=assignment.duty,
        assignment=assignment,
        task=assignment.tasks.all()[0],
        account=cast.user("son"),
        post=cast.user("son").posts.get(),
        message=Message.objects.create(key="thư thử", channel="email", next_try=at(DAY), at=at(DAY)),
        outgoing=draft(LETTER, root, lan, at(DAY), {}),
        purge=propose("ban-van-ban", found.copy_id, "có dấu chỉ độ mật", lan, at(DAY)),
        obstacle=raise_obstacle(assignment, "Thiếu biểu mẫu.", cast.user("son"), at(DAY)),
        mending=mending(cast, DAY),
        paragraph=paragraph_of_a_synthesis(cast, DAY, own_form(root)),
        programme=Programme.objects.create(
            name="vuon-xanh", title="Vườn xanh", root=root, starts_on=DAY, loaded_at=at(DAY), by=lan
        ),
        report=begin(own_form(root), period("2026-H1"), root, lan, at(DAY)),
        candidacy=registered_beside_a_draft(cast),
        scoring=scored_by_the_province(cast, DAY),
        commendation=begun_by_the_province(cast),
        estimate=drawn_up_by(cast, root, "khoan_3"),
        appraised=appraised(cast),
        pilot=compared(cast, planned(cast)).case,
        webhook=Webhook.objects.create(organisation=root, address="https://tin.vn/a", secret="x", by=lan, at=at(DAY)),
        feed=make_feed(cast.user("son"), at(DAY))[0],
        effect=Effect.objects.create(
            document=document,
            kind="implements",
            on={"type": "ke_hoach", "number": "9/KH-BCA", "issuer": "Bộ Công an", "date": "2025-12-01"},
            on_key="9|BCA|KH",
        ),
        **initiatives_of(cast, root),
    )
    decided_on(every.candidacy, every.outgoing)
    return every


def initiatives_of(cast: Cast, root: Organisation) -> dict[str, Initiative]:
    """A model with one of everything, of a kind of the province alone, and one of its own in its survey."""
    own = kind_of(root)
    planned = begin_initiative(Begun(root, own, "Vườn của tỉnh"), cast.user("lan"), at(DAY))
    return {"initiative": whole(cast, own, DAY), "planned": planned}


def own_form(root: Organisation) -> ReportForm:
    """A form of the province alone, that its own committee answers."""
    by = User.objects.get(username="quan-tri")
    return load_form(changed(reporters=("tinh.ubnd",)), by, at(DAY), root)[0].form


def holding(body: Organisation, *functions: str) -> Client:
    """A browser of somebody who holds these functions of the body, and no others."""
    user = User.objects.create_user(f"nguoi.{body.pk}.{'.'.join(functions)}"[:60], full_name="Người thử")
    for function in functions:
        Post.objects.create(user=user, organisation=body, function=function, starts_on=date(2020, 1, 1))
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def address(name: str, things: Things) -> str:
    return reverse(name, kwargs=OBJECTS[name](things))


def asked(client: Client, name: str, access: Access, things: Things) -> Any:
    """The page as it is meant to be asked: sent where it only takes deeds, opened otherwise."""
    answer = client.get(address(name, things))
    return client.post(address(name, things)) if answer.status_code == 405 and access.deed else answer


OWN = [(name, access) for name, _, access in pages() if name not in FOREIGN and access.functions is not None]


def test_every_route_has_its_object_here() -> None:
    assert sorted(OBJECTS) == sorted(name for name, _, _ in pages())


def test_without_an_account_every_page_leads_to_the_login(things: Things) -> None:
    login = reverse("account_login")
    guarded = [name for name, _, access in pages() if access.functions is not None]
    wrong = []
    for name in guarded:
        for send in (Client().get, Client().post):
            answer = send(address(name, things))
            if answer.status_code == 302 and answer["Location"].startswith(login + "?"):
                continue
            if answer.status_code != 405:
                wrong.append((name, answer.status_code))
    assert not wrong and len(guarded) > 30


def test_a_post_of_a_function_that_is_not_named_is_refused(things: Things) -> None:
    wrong = []
    for function in Function.values:
        client = holding(things.province, function)
        for name, access in OWN:
            if access.functions is not None and function not in access.functions:
                status = asked(client, name, access, things).status_code
                wrong += [(function, name, status)] if status != 403 else []
    assert wrong == []


def test_without_any_post_no_page_opens(things: Things) -> None:
    client = holding(things.province)
    statuses = {name: asked(client, name, access, things).status_code for name, access in OWN}
    assert set(statuses.values()) == {403}, statuses
    said = client.get(reverse("desk")).content.decode()
    assert "không giữ chức năng" in said and "quản trị" in said


def test_a_post_of_a_named_function_in_the_right_body_opens_what_shows(things: Things) -> None:
    wrong = []
    for function in Function.values:
        client = holding(things.province, function)
        for name, access in OWN:
            if access.functions is not None and function in access.functions and not access.deed:
                status = client.get(address(name, things)).status_code
                wrong += [(function, name, status)] if status != 200 else []
    assert wrong == []


def test_what_belongs_to_another_province_is_not_there_whatever_one_is_at_home(things: Things, cast: Cast) -> None:
    client = holding(cast.body("binh-phu.ubnd"), *Function.values)
    statuses = {
        name: asked(client, name, access, things).status_code
        for name, access in OWN
        if OBJECTS[name](things) and name not in OPEN_TO_ALL
    }
    assert set(statuses.values()) == {404}, statuses
    assert len(statuses) > 20


def test_what_is_no_deed_cannot_be_sent_to(things: Things, signed_in: Callable[[str], Client]) -> None:
    client = signed_in("quan-tri")
    statuses = {name: client.post(address(name, things)).status_code for name, access in OWN if not access.deed}
    assert set(statuses.values()) == {405}, statuses


def test_a_deed_is_done_by_sending_never_by_opening_an_address(things: Things, cast: Cast) -> None:
    client = holding(things.province, *Function.values)
    wrong = []
    for name, access in OWN:
        if access.deed:
            with _nothing_written():
                status = client.get(address(name, things)).status_code
            wrong += [(name, status)] if status not in (200, 405) else []
    assert wrong == []


class _nothing_written:
    """Fails where a row is written inside."""

    def __enter__(self) -> None:
        from django.db import connection

        self.wrapper = connection.execute_wrapper(self._look)
        self.wrapper.__enter__()

    def __exit__(self, *error: Any) -> None:
        self.wrapper.__exit__(*error)

    @staticmethod
    def _look(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        verb = sql.lstrip().split(" ", 1)[0].upper()
        assert verb not in ("INSERT", "UPDATE", "DELETE") or "django_session" in sql, sql
        return execute(sql, params, many, context)


def undeclared(request: HttpRequest) -> HttpResponse:
    return HttpResponse("hàng cấm")


urlpatterns = [*site_urls, path("quen-khai-bao/", undeclared, name="forgotten")]
handler403 = "phongtrao.pages.forbidden"


@pytest.mark.urls(__name__)
def test_a_page_that_says_nothing_stops_the_start() -> None:
    [error] = every_page_is_declared()
    assert error.id == "phongtrao.E001" and "quen-khai-bao" in error.msg


@pytest.mark.urls(__name__)
def test_a_page_that_says_nothing_is_refused_even_where_checks_were_skipped(signed_in: Callable[[str], Client]) -> None:
    answer = signed_in("quan-tri").get("/quen-khai-bao/")
    assert answer.status_code == 403 and "hàng cấm" not in answer.content.decode()


def test_every_page_of_the_site_is_declared() -> None:
    assert every_page_is_declared() == []


def test_every_deed_says_how_one_must_stand_to_its_object() -> None:
    silent = [name for name, access in OWN if (OBJECTS[name] is not nothing or access.deed) and not access.relation]
    assert silent == []


def test_a_part_of_a_page_asked_for_without_an_account_reloads_the_whole_page(things: Things) -> None:
    answer = Client().get(reverse("organisations"), headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Refresh"]) == (204, "true")


def test_a_page_for_everybody_needs_no_account() -> None:
    @page(functions=None)
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse("xin chào")

    assert view(RequestFactory().post("/")).content.decode() == "xin chào"


def printed(*options: str) -> str:
    out = io.StringIO()
    call_command("permissions", *options, stdout=out)
    return out.getvalue()


def test_the_printed_matrix_is_the_one_in_the_documentation() -> None:
    assert (ROOT / "docs/permissions.md").read_text() == printed("--markdown"), "run: make docs"


def test_the_matrix_is_printed_as_lines_of_json_and_in_words() -> None:
    rows = {row["page"]: row for row in map(json.loads, printed("--json").splitlines())}
    assert rows["home"]["functions"] is None
    assert rows["log"]["functions"] == ["quan_tri"] and rows["log"]["deed"] is False
    assert rows["task_deed"]["deed"] is True and "kiem_tra" not in rows["task_deed"]["functions"]
    assert "/to-chuc/nhat-ky/\n    log: quản trị;" in printed()
