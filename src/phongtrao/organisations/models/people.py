from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery

from phongtrao.organisations import tree

from .bodies import Organisation, OrganisationVersion


class Function(models.TextChoices):
    """What a post is for, inside its body."""

    OFFICER = "chuyen_vien", "chuyên viên"
    CLERK = "van_thu", "văn thư"
    LEADER = "lanh_dao", "lãnh đạo"
    FOCAL_POINT = "dau_moi", "đầu mối"
    INSPECTOR = "kiem_tra", "kiểm tra"
    ADMINISTRATOR = "quan_tri", "quản trị"


class UserQuerySet(models.QuerySet["User"]):
    def visible_to(self, user: User, day: date) -> Self:
        """Accounts that hold or held a post in a body of the user's reach."""
        if user.sees_all(day):
            return self.all()
        return self.filter(posts__organisation__among=user.reach(day)).distinct()


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None = None, **fields: object) -> User:
        user = User(username=username, **fields)
        user.set_password(password)
        user.save()
        return user


class User(AbstractBaseUser):
    """An official's account. What its holder may do follows from posts alone."""

    username = models.CharField("tài khoản", max_length=60, unique=True)
    full_name = models.CharField("họ và tên", max_length=120)
    email = models.EmailField("thư công vụ", blank=True)
    is_active = models.BooleanField("còn hiệu lực", default=True)
    date_joined = models.DateTimeField("ngày lập", auto_now_add=True)

    objects = UserManager.from_queryset(UserQuerySet)()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"

    def __str__(self) -> str:
        return self.full_name or self.username

    def posts_on(self, day: date) -> list[Post]:
        """Posts held on `day`, each with the name of its body as `body`; asked once for each user and day."""
        known: dict[date, list[Post]] = self.__dict__.setdefault("_posts", {})
        if day not in known:
            held = self.posts.on(day).select_related("organisation", "deputy_for__user").annotate(body=last_name())
            # What one may do in one's own right is not done for another.
            known[day] = sorted(held, key=lambda p: (p.deputy_for_id is not None, p.pk))
        return known[day]

    def body_ids(self, day: date, functions: set[str] | None = None) -> set[int]:
        """Bodies where the user holds a post on `day` (of one of these functions)."""
        return {
            p.organisation_id
            for p in self.posts_on(day)
            if p.organisation_id and (functions is None or p.function in functions)
        }

    def post_over(self, body: int, day: date, functions: Collection[str]) -> Post | None:
        """The post of one of these functions in which the user acts over a body: there, above it, or of no body.

        His own comes before one in which he stands in for another.
        """
        for post in self.posts_on(day):
            if post.function not in functions:
                continue
            own = {post.organisation_id} if post.organisation_id else set()
            if not own or body in tree.below_and_in_line(own, day):
                return post
        return None

    def sees_all(self, day: date) -> bool:
        """Quản trị of no body sees all provinces of the site."""
        return any(p.function == Function.ADMINISTRATOR and p.organisation_id is None for p in self.posts_on(day))

    def administers(self, day: date) -> bool:
        """Whether the user is quản trị of anything on `day`."""
        return any(p.function == Function.ADMINISTRATOR for p in self.posts_on(day))

    def reach(self, day: date) -> set[int]:
        """Bodies whose affairs the user may see: own bodies, their subtrees and their own lines."""
        known: dict[date, set[int]] = self.__dict__.setdefault("_reach", {})
        if day not in known:
            own = self.body_ids(day)
            known[day] = tree.below_and_in_line(own, day)
        return known[day]


def last_name(whose: str = "organisation") -> Subquery:
    """The name that `Organisation.name` gives, found together with the row that is of the body `whose`."""
    last = F("valid_until").desc(nulls_first=True), F("valid_from").desc(nulls_last=True)
    versions = OrganisationVersion.objects.filter(organisation=OuterRef(whose)).order_by(*last)
    return Subquery(versions.values("name")[:1])


class PostQuerySet(models.QuerySet["Post"]):
    def visible_to(self, user: User, day: date) -> Self:
        """Who holds which post is public within one's own provinces."""
        if user.sees_all(day):
            return self.all()
        return self.filter(organisation__in=Organisation.objects.visible_to(user, day))

    def on(self, day: date) -> Self:
        """Posts in force on `day`; a deputy's only while the post that he stands in for is too."""
        of_another = Q(deputy_for=None) | (Q(deputy_for__starts_on__lte=day) & _lasting(day, "deputy_for__"))
        return self.lasting(day).filter(Q(starts_on__lte=day) & of_another)

    def lasting(self, day: date) -> Self:
        """Posts that have not ended before `day`, those that begin later among them."""
        return self.filter(_lasting(day) & (Q(deputy_for=None) | _lasting(day, "deputy_for__")))


def _lasting(day: date, prefix: str = "") -> Q:
    return Q(**{f"{prefix}ends_on": None}) | Q(**{f"{prefix}ends_on__gte": day})


class Post(models.Model):
    """A user in a function of a body, from one day to another (both included).

    A deputy's post is one in the same function and body, with its own days.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="posts")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="posts")
    function = models.CharField("chức năng", max_length=20, choices=Function.choices)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến hết ngày", null=True, blank=True)
    deputy_for = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="deputies")
    """The post that the user stands in for."""
    follows = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="successors")
    """The post that was handed over to the user."""

    objects = PostQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "function", "starts_on"],
                condition=Q(deputy_for=None),
                name="post_once",
            ),
            models.UniqueConstraint(fields=["user", "deputy_for", "starts_on"], name="deputy_once"),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | Q(function="quan_tri"), name="only_quan_tri_has_no_body"
            ),
        ]

    def __str__(self) -> str:
        where = f", {self.organisation}" if self.organisation_id else ""
        return f"{self.user} ({self.get_function_display()}{where}{self.instead_of})"

    @property
    def instead_of(self) -> str:
        """`, thay Nguyễn Văn A` for a deputy's post, else nothing."""
        return f", thay {self.deputy_for.user}" if self.deputy_for else ""

    def held_on(self, day: date) -> bool:
        """Whether the post is in force on that day, as `on` has it."""
        now = self.starts_on <= day and (self.ends_on is None or self.ends_on >= day)
        return now and (self.deputy_for is None or self.deputy_for.held_on(day))

    def is_over(self, day: date) -> bool:
        """Whether it, or the post that it stands in for, ended before `day`."""
        ends = [p.ends_on for p in (self, self.deputy_for) if p and p.ends_on]
        return any(end < day for end in ends)
