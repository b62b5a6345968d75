"""From a form to a synthesis: ReportForm → FormVersion, Report → Edition → Figure, Answer → Synthesis."""

from .forms import FormUse, FormVersion, Indicator, ReportForm, ReportFormQuerySet
from .reports import Answer, Edition, Figure, Mark, Report, ReportDeed, ReportQuerySet
from .syntheses import Synthesis, SynthesisParagraph, SynthesisQuerySet

__all__ = [
    "Answer",
    "Edition",
    "Figure",
    "FormUse",
    "FormVersion",
    "Indicator",
    "Mark",
    "Report",
    "ReportDeed",
    "ReportForm",
    "ReportFormQuerySet",
    "ReportQuerySet",
    "Synthesis",
    "SynthesisParagraph",
    "SynthesisQuerySet",
]
