"""What the log says of work: names and pages of adoptions, duties, their rules, assignments and tasks."""

from __future__ import annotations

from phongtrao.documents.models import Document
from phongtrao.documents.models.chain import KINDS
from phongtrao.organisations.log_words import DEEDS, KEYS, SUBJECTS, VALUES, Subject
from phongtrao.organisations.models import Organisation
from phongtrao.words import day_in_words
from phongtrao.work.findings.finding import KINDS as FINDINGS
from phongtrao.work.models import (
    Adoption,
    AllowedHost,
    Assignment,
    Bundle,
    CalendarFeed,
    DeadlineRule,
    Duty,
    EnteredDay,
    Inspection,
    Mending,
    Message,
    Obstacle,
    Programme,
    ProgrammePart,
    Settlement,
    Shortcoming,
    Task,
    Visit,
    Webhook,
)


def _of(duty: Duty) -> str:
    return f"{duty.place}, {duty.adoption.document}"


CARRIED = {
    "make_feed": "lập địa chỉ lịch",
    "withdraw_feed": "thu hồi địa chỉ lịch",
    "export_bundle": "lập gói việc ngoại tuyến",
    "import_bundle": "nhận gói việc ngoại tuyến",
}
HANDING = {"pass_on": "chuyển đơn vị khác", "keep": "không nhận chuyển trả"}
REMINDING = {
    "snooze": "hoãn nhắc việc",
    "add_webhook": "lập kênh nhắc",
    "end_webhook": "bỏ kênh nhắc",
    "allow_host": "cho phép máy chủ nhận nhắc",
    "revive_message": "gửi lại thư",
}
OBSTACLES = {
    "raise_obstacle": "nêu vướng mắc",
    "answer": "trả lời vướng mắc",
    "publish": "công bố trả lời",
    "withhold": "không công bố trả lời",
}
INSPECTIONS = {
    "plan_inspection": "lập kế hoạch kiểm tra",
    "change_inspection": "sửa kế hoạch kiểm tra",
    "visit": "ghi buổi kiểm tra",
    "find_shortcoming": "ghi tồn tại",
    "set_mending": "giao việc khắc phục",
}
LINKING = {
    "confirm_effect": "xác nhận liên hệ giữa hai văn bản",
    "drop_effect": "bỏ liên hệ giữa hai văn bản",
    "add_effect": "thêm liên hệ giữa hai văn bản",
    "end_duty": "chấm dứt nhiệm vụ theo văn bản sau",
    "settle_finding": "kết luận điểm cần xem",
}

PROGRAMMES = {
    "load_programme": "nạp phong trào",
    "change_programme": "sửa thông tin chung của phong trào",
    "load_part": "nạp một phần của phong trào",
    "attach_document": "gắn văn bản vào phong trào",
    "detach_document": "bỏ văn bản khỏi phong trào",
}


def learn() -> None:
    """Tell the log's page of work; called once at the start."""
    _learn_reminding()
    _learn_carried()
    _learn_linking()
    _learn_handing()
    _learn_obstacles()
    _learn_inspections()
    _learn_programmes()
    SUBJECTS["adoption"] = Subject(
        "lần giao việc",
        lambda u, d: Adoption.objects.filter(document__in=Document.objects.visible_to(u, d)).select_related("document"),
        "sheet",
        name=lambda row: str(row.document),
        key=lambda row: row.document_id,
    )
    SUBJECTS["duty"] = Subject(
        "nhiệm vụ", lambda u, d: Duty.objects.visible_to(u, d).select_related("adoption__document"), "duty", name=_of
    )
    SUBJECTS["deadlinerule"] = Subject(
        "thời hạn",
        lambda u, d: DeadlineRule.objects.filter(duty__in=Duty.objects.visible_to(u, d)).select_related(
            "duty__adoption__document"
        ),
        "duty",
        name=lambda row: f"{row.spoken}, {_of(row.duty)}",
        key=lambda row: row.duty_id,
    )
    SUBJECTS["assignment"] = Subject(
        "lượt giao",
        lambda u, d: Assignment.objects.visible_to(u, d).select_related("duty__adoption__document"),
        "assignment",
        name=lambda row: _of(row.duty),
    )
    SUBJECTS["task"] = Subject(
        "việc",
        lambda u, d: Task.objects.visible_to(u, d).select_related("assignment__duty__adoption__document"),
        "task",
        name=lambda row: f"hạn {day_in_words(row.due)}, {_of(row.assignment.duty)}",
    )


def _learn_handing() -> None:
    """What was handed back, and where it went."""
    DEEDS.update(HANDING)
    KEYS.update({"proposed": "đề nghị chuyển cho", "passed_to": "chuyển cho", "tasks": "việc chuyển theo"})
    VALUES.update({"proposed": VALUES["bodies"], "passed_to": VALUES["bodies"]})


def _learn_carried() -> None:
    """What leaves the site for those who do not sign in: calendars, bundles."""
    DEEDS.update(CARRIED)
    KEYS.update({"items": "việc", "taken": "dòng đã nhận", "of": "trong số"})
    SUBJECTS["bundle"] = Subject(
        "gói việc",
        lambda u, d: Bundle.objects.filter(organisation__in=Organisation.objects.visible_to(u, d)),
        "organisation",
        name=lambda row: f"gói {row.code}",
        key=lambda row: row.organisation.code,
    )
    SUBJECTS["calendarfeed"] = Subject(
        "địa chỉ lịch",
        lambda u, d: CalendarFeed.objects.visible_to(u, d),
        "calendars",
        name=lambda row: row.title,
        key=None,
    )


def _learn_linking() -> None:
    """What documents do to each other."""
    DEEDS.update(LINKING)
    KEYS.update({"effect": "liên hệ số", "link": "liên hệ", "cited": "văn bản kia", "part": "phần"})
    KEYS.update({"finding": "điểm cần xem", "decision": "kết luận"})
    VALUES["link"] = lambda kind, _, names: KINDS.get(kind, str(kind))
    VALUES["finding"] = lambda kind, _, names: FINDINGS.get(kind, str(kind))
    VALUES["decision"] = lambda decision, _, names: Settlement.DECISIONS.get(decision, str(decision))


def _learn_obstacles() -> None:
    DEEDS.update(OBSTACLES)
    SUBJECTS["obstacle"] = Subject(
        "vướng mắc",
        lambda u, d: Obstacle.objects.visible_to(u, d).select_related("assignment__duty__adoption__document"),
        "obstacle",
        name=lambda row: _of(row.assignment.duty),
    )


def _learn_inspections() -> None:
    DEEDS.update(INSPECTIONS)
    SUBJECTS["inspection"] = Subject("cuộc kiểm tra", lambda u, d: Inspection.objects.visible_to(u, d), "inspection")
    SUBJECTS["visit"] = Subject(
        "buổi kiểm tra",
        lambda u, d: Visit.objects.visible_to(u, d).select_related("inspection"),
        "inspection",
        name=lambda row: f"ngày {day_in_words(row.day)}, {row.inspection}",
        key=lambda row: row.inspection_id,
    )
    SUBJECTS["shortcoming"] = Subject(
        "tồn tại",
        lambda u, d: Shortcoming.objects.visible_to(u, d).select_related("visit__inspection"),
        "inspection",
        name=lambda row: str(row.visit.inspection),
        key=lambda row: row.visit.inspection_id,
    )
    SUBJECTS["mending"] = Subject(
        "việc khắc phục",
        lambda u, d: Mending.objects.visible_to(u, d).with_shortcoming(),
        "mending",
        name=lambda row: f"hạn {day_in_words(row.due)}, {row.visit.inspection}",
    )


def _learn_programmes() -> None:
    """Programmes, what was loaded with them, and their documents."""
    DEEDS.update(PROGRAMMES)
    KEYS.update({"version": "phiên bản"})
    SUBJECTS["programme"] = Subject(
        "phong trào", lambda u, d: Programme.objects.visible_to(u, d), "programme", key=lambda row: row.name
    )
    SUBJECTS["programmepart"] = Subject(
        "phần của phong trào",
        lambda u, d: ProgrammePart.objects.visible_to(u, d).select_related("programme"),
        "programme",
        key=lambda row: row.programme.name,
    )


def _learn_reminding() -> None:
    """Reminders, what carries them, and the calendar that they keep to."""
    DEEDS.update(REMINDING)
    KEYS.update({"host": "máy chủ", "address": "địa chỉ"})
    SUBJECTS["webhook"] = Subject(
        "kênh nhắc", lambda u, d: Webhook.objects.visible_to(u, d), "outbox", name=lambda row: row.address, key=None
    )
    SUBJECTS["allowedhost"] = Subject(
        "máy chủ", lambda u, d: AllowedHost.objects.all(), "outbox", name=lambda row: row.host, key=None
    )
    SUBJECTS["message"] = Subject(
        "thư đi", lambda u, d: Message.objects.visible_to(u, d), "outbox", name=lambda row: row.key, key=None
    )
    SUBJECTS["enteredday"] = Subject(
        "lịch làm việc",
        lambda u, d: EnteredDay.objects.visible_to(u, d),
        "working_days",
        name=lambda row: f"ngày {day_in_words(row.day)}",
        key=None,
    )
