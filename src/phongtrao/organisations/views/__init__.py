"""Pages of Tổ chức: bodies, areas, accounts, the log."""

from .areas import area, areas
from .bodies import organisation, organisations
from .carry import carry, carry_out
from .files import organisations_apply, organisations_load, organisations_out
from .log import log
from .staff import add_deputy, add_post, add_user, end_post, new_password, remove_second_factor, unlock, user, users

__all__ = [
    "add_deputy",
    "add_post",
    "add_user",
    "area",
    "areas",
    "carry",
    "carry_out",
    "end_post",
    "log",
    "new_password",
    "organisation",
    "organisations",
    "organisations_apply",
    "organisations_load",
    "organisations_out",
    "remove_second_factor",
    "unlock",
    "user",
    "users",
]
