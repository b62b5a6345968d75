"""What the log says of reports: deeds, subjects and keys in the words of their own pages."""

from __future__ import annotations

from phongtrao.organisations.log_words import DEEDS, KEYS, SUBJECTS, Subject
from phongtrao.procedures import REPORT
from phongtrao.reports.models import FormVersion, Report, Synthesis


def learn() -> None:
    """Tell the log's page of reports; called once at the start."""
    DEEDS.update({step.deed: REPORT.words[step.deed] for step in REPORT.steps})
    DEEDS.update(
        load_form="nạp mẫu báo cáo",
        use_form="gắn mẫu báo cáo với nhiệm vụ",
        open_synthesis="lập bản tổng hợp",
        sign_synthesis="ký bản tổng hợp",
        change_figure="sửa tay số liệu tổng hợp",
    )
    KEYS.update(
        form="mẫu báo cáo",
        edition="bản thứ",
        version="phiên bản",
        period="kỳ báo cáo",
        periods="kỳ đã chọn cho từng ngày",
        cell="mục",
        instead="quản trị làm thay đơn vị",
    )
    SUBJECTS["formversion"] = Subject(
        "mẫu báo cáo",
        lambda u, d: FormVersion.objects.visible_to(u, d).select_related("form"),
        "report_form",
        name=lambda row: f"{row.form.title}, phiên bản {row.number}",
        key=lambda row: row.form.name,
    )
    SUBJECTS["report"] = Subject(
        "báo cáo",
        lambda u, d: Report.objects.visible_to(u, d).select_related("form"),
        "report",
        name=lambda row: row.title,
    )
    SUBJECTS["synthesis"] = Subject(
        "bản tổng hợp",
        lambda u, d: Synthesis.objects.visible_to(u, d).select_related("form"),
        "synthesis",
        name=lambda row: row.title,
    )
