"""Pages of models and pilots: a module each, named as its first page."""

from .begin import begin_initiative, enter_initiative
from .describe import describe_initiative
from .equipment import initiative_equipment, initiative_repair
from .initiative import initiative, initiative_deed, initiative_paper, initiative_paper_file
from .initiatives import initiatives
from .kinds import kind, kinds
from .pilots import begin_pilot, pilot, pilot_deed, pilot_paper, pilot_paper_file, pilots
from .pilots_compared import compare_pilot, pilot_comparison, pilot_comparison_deed
from .pilots_phases import add_pilot_phase, pilot_phase, pilot_phase_deed
from .pilots_roll_out import pilot_roll_out
from .places import initiative_place, initiative_places
from .replicate import replicate_initiative
from .review import close_initiative_review, initiative_review, judge_initiative_review
from .targets import state_initiative_target, targets
from .working import working

__all__ = [
    "add_pilot_phase",
    "begin_initiative",
    "begin_pilot",
    "close_initiative_review",
    "compare_pilot",
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
    "pilot",
    "pilot_comparison",
    "pilot_comparison_deed",
    "pilot_deed",
    "pilot_paper",
    "pilot_paper_file",
    "pilot_phase",
    "pilot_phase_deed",
    "pilot_roll_out",
    "pilots",
    "replicate_initiative",
    "state_initiative_target",
    "targets",
    "working",
]
