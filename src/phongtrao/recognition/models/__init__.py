"""From rules to certificates: RulesVersion, CriteriaSet → Candidacy → Score, Appraisal → Decision → Recognition."""

from .candidacies import Candidacy, CandidacyDeed, DossierPaper, Opinion, RecordedResult
from .keys import SignedKeyList
from .recognitions import Certificate, Decision, Recognition, UpkeepYear
from .rules import CriteriaSet, EligibleTotal, RulesVersion
from .scores import Appraisal, AppraisalMember, Draw, Evidence, Score, ScoreAnswer, SpotCheck

__all__ = [
    "Appraisal",
    "AppraisalMember",
    "Candidacy",
    "CandidacyDeed",
    "Certificate",
    "CriteriaSet",
    "Decision",
    "DossierPaper",
    "Draw",
    "EligibleTotal",
    "Evidence",
    "Opinion",
    "RecordedResult",
    "Recognition",
    "RulesVersion",
    "Score",
    "ScoreAnswer",
    "SignedKeyList",
    "SpotCheck",
    "UpkeepYear",
]
