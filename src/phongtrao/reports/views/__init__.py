"""Pages of reports; one module a page, with the deeds that its forms send."""

from .sheets import apply_sheet, load_sheet, report_sheet

__all__ = [
    "apply_sheet",
    "load_sheet",
    "report_sheet",
]
