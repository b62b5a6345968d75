"""Pages of money: a module each, named as its first page."""

from .estimate import estimate, estimate_deed, estimate_paper, estimate_paper_file
from .estimates import estimates
from .figures import estimate_figures
from .funding import funding, funding_clause
from .lines import estimate_line, estimate_lines
from .open import open_estimate
from .sheet import apply_estimate_lines, estimate_sheet, load_estimate_lines

__all__ = [
    "apply_estimate_lines",
    "estimate",
    "estimate_deed",
    "estimate_figures",
    "estimate_line",
    "estimate_lines",
    "estimate_paper",
    "estimate_paper_file",
    "estimate_sheet",
    "estimates",
    "funding",
    "funding_clause",
    "load_estimate_lines",
    "open_estimate",
]
