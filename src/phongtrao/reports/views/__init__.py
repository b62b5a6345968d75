"""Pages of reports; one module a page, with the deeds that its forms send."""

from .build_form import build_form, report_form_file
from .enter_report import enter_report
from .open_report import open_report
from .report import report, report_deed
from .report_forms import report_form, report_forms
from .reports import reports
from .sheets import apply_sheet, load_sheet, report_sheet
from .timeliness import report_outliers, timeliness
from .use_form import use_form

__all__ = [
    "apply_sheet",
    "build_form",
    "enter_report",
    "load_sheet",
    "open_report",
    "report",
    "report_deed",
    "report_form",
    "report_form_file",
    "report_forms",
    "report_outliers",
    "report_sheet",
    "reports",
    "timeliness",
    "use_form",
]
