"""Pages of reports; one module a page, with the deeds that its forms send."""

from .answers import answers, pick_sentences
from .build_form import build_form, report_form_file
from .enter_report import enter_report
from .open_report import open_report
from .report import report, report_deed
from .report_forms import report_form, report_forms
from .reports import reports
from .roll_up import figure_origin, roll_up
from .sheets import apply_sheet, load_sheet, report_sheet
from .synthesis import (
    change_figure,
    change_paragraph,
    hold_synthesis,
    open_synthesis,
    sign_synthesis,
    syntheses,
    synthesis,
    synthesis_file,
    synthesis_paper,
)
from .timeliness import report_outliers, timeliness
from .use_form import use_form

__all__ = [
    "answers",
    "apply_sheet",
    "build_form",
    "change_figure",
    "change_paragraph",
    "enter_report",
    "figure_origin",
    "hold_synthesis",
    "load_sheet",
    "open_report",
    "open_synthesis",
    "pick_sentences",
    "report",
    "report_deed",
    "report_form",
    "report_form_file",
    "report_forms",
    "report_outliers",
    "report_sheet",
    "reports",
    "roll_up",
    "sign_synthesis",
    "syntheses",
    "synthesis",
    "synthesis_file",
    "synthesis_paper",
    "timeliness",
    "use_form",
]
