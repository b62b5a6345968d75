"""Pages of models and pilots: a module each, named as its first page."""

from .begin import begin_initiative, enter_initiative
from .describe import describe_initiative
from .equipment import initiative_equipment, initiative_repair
from .initiative import initiative, initiative_deed, initiative_paper, initiative_paper_file
from .initiatives import initiatives
from .kinds import kind, kinds
from .places import initiative_place, initiative_places
from .replicate import replicate_initiative
from .review import close_initiative_review, initiative_review, judge_initiative_review
from .targets import state_initiative_target, targets
from .working import working

__all__ = [
    "begin_initiative",
    "close_initiative_review",
    "describe_initiative",
    "enter_initiative",
    "initiative",
    "initiative_deed",
    "initiative_equipment",
    "initiative_paper",
    "initiative_paper_file",
    "initiative_place",
    "initiative_places",
    "initiative_repair",
    "initiative_review",
    "initiatives",
    "judge_initiative_review",
    "kind",
    "kinds",
    "replicate_initiative",
    "state_initiative_target",
    "targets",
    "working",
]
