"""Words of organisations for templates."""

from __future__ import annotations

from datetime import date

from django import template
from django.template import Context

from phongtrao import words
from phongtrao.organisations.marks import mark_words
from phongtrao.organisations.models import Post, User
from phongtrao.organisations.wording import AREA_KINDS, BODY_KINDS, LEVELS, field_words

register = template.Library()


@register.filter
def body_kind(slug: str) -> str:
    """`sở` for `so`; a kind without a word is shown as it is."""
    return BODY_KINDS.get(slug, slug)


@register.filter
def area_kind(slug: str) -> str:
    return AREA_KINDS.get(slug, slug)


@register.filter
def level_word(slug: str) -> str:
    return LEVELS.get(slug, slug)


register.filter("field_words", field_words)
register.filter("mark_words", mark_words)


@register.filter
def held_on(post: Post, day: date) -> bool:
    """Whether the post is in force on that day."""
    return post.held_on(day)


@register.filter
def over_on(post: Post, day: date) -> bool:
    """Whether the post has ended before that day."""
    return post.is_over(day)


@register.simple_tag(takes_context=True)
def administers(context: Context) -> bool:
    """Whether the person is a quản trị today."""
    user = context["request"].user
    return isinstance(user, User) and user.administers(words.today(context["request"]))
