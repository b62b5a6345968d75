"""Pages of reports; one module a page, with the deeds that its forms send."""

from .build_form import build_form, report_form_file
from .sheets import apply_sheet, load_sheet, report_sheet
from .timeliness import report_outliers, timeliness

__all__ = [
    "apply_sheet",
    "build_form",
    "load_sheet",
    "report_form_file",
    "report_outliers",
    "report_sheet",
    "timeliness",
]
