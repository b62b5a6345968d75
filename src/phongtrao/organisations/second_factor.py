"""The second factor: a code of six digits from an app on the phone, and recovery codes for the day without it.

allauth.mfa does the work; here are its words in Vietnamese, its secrets under the site's key, the one counter of
failures, and who must have one. Source: security requirement A1.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import qrcode
from allauth.account.adapter import get_adapter as account_adapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from axes.handlers.proxy import AxesProxyHandler
from cryptography.fernet import Fernet
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.signals import user_login_failed
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from qrcode.image.svg import SvgPathFillImage

from phongtrao import words
from phongtrao.organisations.models import LogEntry, User

CODE = "Mã xác thực"
ALL, ADMINISTRATORS = "all", "administrators"
REACHED_WITHOUT = {"account_login", "account_logout", "account_change_password", "account_reauthenticate"}
"""Pages that stay open to who must set up a second factor first; those of allauth.mfa besides."""


def required(user: User, day: date) -> bool:
    """Whether the account must have a second factor (PHONGTRAO_MFA: all, administrators or off)."""
    if settings.SECOND_FACTOR == ADMINISTRATORS:
        return user.administers(day)
    return bool(settings.SECOND_FACTOR == ALL)


def active(user: User) -> bool:
    return bool(Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists())


@transaction.atomic
def remove(user: User, by: User) -> bool:
    """Take away the second factor of who has lost his phone and codes; False where there was none.

    The log says by whom. An account that must have one sets it up at its next sign-in.
    """
    rows = list(Authenticator.objects.filter(user=user))
    for row in rows:
        row.by = by
        row.delete()
    return bool(rows)


def log_change(sender: type[Authenticator], instance: Authenticator, **given: Any) -> None:
    """Signal of a saved or deleted authenticator: its appearing and its end stand in the log."""
    if instance.type != Authenticator.Type.TOTP or given.get("created") is False:
        return
    deed = "add_second_factor" if given.get("created") else "remove_second_factor"
    user = instance.user
    with transaction.atomic():
        LogEntry.record(getattr(instance, "by", user), deed, user, words.now(), username=user.username)


def listen() -> None:
    """Connect the signals; called once at the start."""
    post_save.connect(log_change, sender=Authenticator)
    post_delete.connect(log_change, sender=Authenticator)


class SecondFactor(DefaultMFAAdapter):  # type: ignore[misc]
    """Words, secrets and picture of the second factor (MFA_ADAPTER)."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": "Tài khoản này phải có xác thực hai lớp nên không tự tắt được. "
        "Đổi điện thoại: xin báo người quản trị gỡ, rồi thiết lập lại.",
        "cannot_generate_recovery_codes": "Xin bật xác thực hai lớp trước khi tạo mã dự phòng.",
        "incorrect_code": "Mã chưa đúng hoặc đã dùng. Xin xem mã mới trên điện thoại rồi nhập lại.",
    }

    def get_totp_label(self, user: User) -> str:
        return user.username

    def get_totp_issuer(self) -> str:
        return f"Phong Trào {self._get_site_name()}"

    def build_totp_svg(self, url: str) -> str:
        """On a white ground, so that it can be scanned from a dark page too."""
        picture = BytesIO()
        qrcode.make(url, image_factory=SvgPathFillImage).save(picture)
        return picture.getvalue().decode()

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return not required(authenticator.user, words.today())


def _cipher() -> Fernet:
    """Who reads the database without the site's key reads no secret of a second factor."""
    key = hashlib.sha256(f"second factor:{settings.SECRET_KEY}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


class Counted(forms.Form):
    """A form of codes whose failures count as those of passwords do: five lock the account."""

    user: User

    def clean_code(self) -> str:
        request, credentials = context.request, {"username": self.user.username}
        if not AxesProxyHandler.is_allowed(request, credentials):
            request.axes_locked_out, request.axes_credentials = True, credentials
            raise account_adapter().validation_error("too_many_login_attempts")
        code: str = super().clean_code()  # type: ignore[misc]
        return code

    def _emit_authentication_failed(self, authenticator: Authenticator) -> None:
        super()._emit_authentication_failed(authenticator)  # type: ignore[misc]
        credentials = {"username": self.user.username}
        user_login_failed.send(sender=__name__, credentials=credentials, request=context.request)


def _said(form: forms.Form, hint: str) -> None:
    field = form.fields["code"]
    field.label, field.help_text = CODE, hint
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs |= {"inputmode": "numeric", "autofocus": True}


class SignInCode(Counted, AuthenticateForm):  # type: ignore[misc]
    """The code after the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _said(self, "6 chữ số trên ứng dụng xác thực, hoặc một mã dự phòng 8 chữ số.")


class ConfirmCode(Counted, ReauthenticateForm):  # type: ignore[misc]
    """A code once more, before what needs it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _said(self, "6 chữ số trên ứng dụng xác thực, hoặc một mã dự phòng 8 chữ số.")


class FirstCode(ActivateTOTPForm):  # type: ignore[misc]
    """The first code proves that the phone holds the secret."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _said(self, "6 chữ số mà ứng dụng hiện ra sau khi quét.")


def gate(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: who must have a second factor and has none is led to set it up before anything else."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        return get_response(request)

    def process_view(request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        name = (request.resolver_match and request.resolver_match.url_name) or ""
        if name in REACHED_WITHOUT or name.startswith("mfa_") or not isinstance(request.user, User):
            return None
        if not required(request.user, words.today(request)) or active(request.user):
            return None
        if request.headers.get("HX-Request") == "true":
            return HttpResponse(status=204, headers={"HX-Refresh": "true"})
        messages.warning(request, "Tài khoản này cần xác thực hai lớp. Xin thiết lập tại đây rồi làm việc tiếp.")
        return redirect("mfa_activate_totp")

    middleware.process_view = process_view  # type: ignore[attr-defined]
    return middleware
