"""phongtrao calendar-feed: addresses of calendars that a person has, makes, withdraws."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from phongtrao import words
from phongtrao.organisations.arguments import a_day
from phongtrao.organisations.lookup import Ambiguous, Unknown, find_body, find_user
from phongtrao.organisations.models import User
from phongtrao.procedure import Refused
from phongtrao.work.feeds import make_feed, withdraw_feed
from phongtrao.work.models import CalendarFeed


class Command(BaseCommand):
    help = "Địa chỉ lịch (iCalendar) đang dùng của một tài khoản; --make lập mới, --withdraw thu hồi."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--by", required=True, metavar="TÀI_KHOẢN")
        parser.add_argument("--make", action="store_true", help="lập địa chỉ mới, chỉ hiện một lần")
        parser.add_argument("--post", type=int, metavar="SỐ", help="của một chức năng đang giữ (xem: phongtrao users)")
        parser.add_argument("--organisation", help="của một tổ chức (mã hoặc tên)")
        parser.add_argument("--until", type=a_day, metavar="NGÀY", help="dùng đến hết ngày; mặc định một năm")
        parser.add_argument("--withdraw", type=int, metavar="SỐ", help="thu hồi địa chỉ có số này")
        parser.add_argument("--json", action="store_true", help="mỗi địa chỉ một dòng JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        try:
            by = find_user(options["by"])
            if options["withdraw"] is not None:
                self._withdraw(by, options["withdraw"])
            elif options["make"]:
                self._make(by, options)
            else:
                self._list(by, options["json"])
        except (Ambiguous, Refused, Unknown) as refused:
            raise CommandError(str(refused)) from refused

    def _make(self, by: User, options: dict[str, Any]) -> None:
        day = words.today()
        post = next((p for p in by.posts_on(day) if p.pk == options["post"]), None)
        if options["post"] is not None and post is None:
            raise Refused(f"{by.username} không giữ chức năng số {options['post']} (xem: phongtrao users).")
        body = find_body(options["organisation"], day) if options["organisation"] else None
        if post is not None and body is not None:
            raise Refused("Xin chọn một trong hai: --post hoặc --organisation.")
        feed, token = make_feed(by, words.now(), post, body, options["until"])
        address = settings.ADDRESS.rstrip("/") + reverse("calendar_feed", args=[token])
        line = self._line(feed) | {"address": address}
        said = f"{feed.title}, địa chỉ (chỉ hiện một lần): {address}"
        self.stdout.write(json.dumps(line, ensure_ascii=False) if options["json"] else said)

    def _withdraw(self, by: User, number: int) -> None:
        feed = CalendarFeed.objects.visible_to(by, words.today()).filter(pk=number).first()
        if feed is None:
            raise Unknown(f"{by.username} không có địa chỉ lịch số {number}.")
        withdraw_feed(feed, by, words.now())
        self.stdout.write(f"Địa chỉ lịch số {number} đã thu hồi.")

    def _list(self, by: User, as_json: bool) -> None:
        day = words.today()
        for feed in (
            CalendarFeed.objects.visible_to(by, day).lasting(day).select_related("user", "post", "organisation")
        ):
            line = self._line(feed)
            said = f"{feed.pk} | {feed.title} | đến hết ngày {words.day_in_words(feed.expires_on)}"
            self.stdout.write(json.dumps(line, ensure_ascii=False) if as_json else said)

    def _line(self, feed: CalendarFeed) -> dict[str, Any]:
        return {
            "id": feed.pk,
            "account": feed.user.username,
            "post": feed.post_id,
            "organisation_code": feed.organisation.code if feed.organisation else None,
            "until": feed.expires_on.isoformat(),
        }
