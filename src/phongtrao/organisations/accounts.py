"""Getting in: forms and messages of sign-in in Vietnamese (allauth has none), and nobody signs up alone."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from phongtrao.organisations.passwords import RULE

SAID = {
    "account_inactive": "Tài khoản này đã ngừng sử dụng. Xin báo người quản trị của đơn vị.",
    "username_password_mismatch": "Tài khoản hoặc mật khẩu chưa đúng. Xin kiểm tra rồi nhập lại.",
    "invalid_login": "Tài khoản hoặc mật khẩu chưa đúng. Xin kiểm tra rồi nhập lại.",
    "enter_current_password": "Mật khẩu hiện tại chưa đúng. Xin nhập lại.",
    "incorrect_password": "Mật khẩu chưa đúng. Xin nhập lại.",
    "too_many_login_attempts": "Đã thử quá nhiều lần. Xin đợi ít phút rồi thử lại.",
    "rate_limited": "Đã thử quá nhiều lần. Xin đợi ít phút rồi thử lại.",
}
"""What wrong input hears, by allauth's names of errors."""


class NoSignup(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by an administrator; nobody signs up alone."""

    error_messages = DefaultAccountAdapter.error_messages | SAID

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


def _named(form: forms.Form, labels: dict[str, str]) -> None:
    """Give fields their Vietnamese labels, and take away placeholders, which are no labels."""
    for name, label in labels.items():
        field = form.fields[name]
        field.label, field.help_text = label, ""
        field.widget.attrs.pop("placeholder", None)


class SignIn(LoginForm):  # type: ignore[misc]
    """Account and password; no "remember me": office machines are shared."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _named(self, {"login": "Tài khoản", "password": "Mật khẩu"})
        self.fields["login"].widget.attrs |= {"autocapitalize": "none", "spellcheck": "false"}


class ChangePassword(ChangePasswordForm):  # type: ignore[misc]
    """The old password once, the new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _named(
            self,
            {"oldpassword": "Mật khẩu hiện tại", "password1": "Mật khẩu mới", "password2": "Mật khẩu mới, nhập lại"},
        )
        self.fields["password1"].help_text = RULE

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = forms.Form.clean(self) or self.cleaned_data
        first, again = cleaned.get("password1"), cleaned.get("password2")
        if first and again and first != again:
            self.add_error("password2", ValidationError("Hai lần nhập mật khẩu mới chưa giống nhau. Xin nhập lại."))
        return cleaned


class Confirm(ReauthenticateForm):  # type: ignore[misc]
    """The password once more, before what needs it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _named(self, {"password": "Mật khẩu"})
