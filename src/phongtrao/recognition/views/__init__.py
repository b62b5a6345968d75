"""Pages of recognition: a module each, named as its first page."""

from .appraisal import appraisal, appraisal_deed
from .appraisal_scores import agreed_score, member_score
from .candidacies import candidacies
from .candidacy import candidacy, candidacy_deed
from .certificates import certificate, certificate_file, certificates, issue_certificates
from .criteria_sets import (
    criteria_file,
    criteria_set,
    criteria_sets,
    empty_criteria_sheet,
    freeze_criteria_set,
    import_criteria,
)
from .decisions import decision, decisions, draft_decision, draft_withdrawal
from .dossier import dossier, dossier_file, dossier_paper
from .draft_proposal import draft_proposal
from .draw import draw
from .evidence import evidence
from .opinions import opinion_deed, opinions
from .plan import recognition_plan, state_eligible
from .recognised import recognised
from .register import register
from .registration_file import apply_registrations, load_registrations, registration_sheet
from .results import apply_results, load_results, record_one, recorded_results, results_sheet
from .rules import recognition_rules
from .score import score
from .score_table import load_scores, score_table
from .selection import select_candidacies, selection
from .self_score import self_score
from .upkeep import upkeep, upkeep_deed
from .verify import download_verify_page, verify

__all__ = [
    "agreed_score",
    "appraisal",
    "appraisal_deed",
    "candidacies",
    "candidacy",
    "candidacy_deed",
    "certificate",
    "certificate_file",
    "certificates",
    "issue_certificates",
    "criteria_file",
    "criteria_set",
    "criteria_sets",
    "download_verify_page",
    "empty_criteria_sheet",
    "freeze_criteria_set",
    "import_criteria",
    "recognised",
    "verify",
    "recognition_plan",
    "state_eligible",
    "register",
    "registration_sheet",
    "load_registrations",
    "apply_registrations",
    "recorded_results",
    "record_one",
    "results_sheet",
    "load_results",
    "apply_results",
    "recognition_rules",
    "selection",
    "select_candidacies",
    "dossier",
    "dossier_file",
    "dossier_paper",
    "evidence",
    "load_scores",
    "score",
    "score_table",
    "self_score",
    "decision",
    "decisions",
    "draft_decision",
    "draft_proposal",
    "draft_withdrawal",
    "draw",
    "member_score",
    "opinion_deed",
    "opinions",
    "upkeep",
    "upkeep_deed",
]
