"""Kinh phí: where money comes from, estimates with their lines, deeds and papers."""

from .estimates import GIVEN_UP, IN_FORCE, WRITING, Estimate, EstimateDeed, EstimateLine, EstimatePaper
from .funding import FundingVersion

__all__ = [
    "GIVEN_UP",
    "IN_FORCE",
    "WRITING",
    "Estimate",
    "EstimateDeed",
    "EstimateLine",
    "EstimatePaper",
    "FundingVersion",
]
