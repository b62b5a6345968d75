"""What a password must be while an account has no second factor: long, and of all four kinds of characters."""

from __future__ import annotations

from django.core.exceptions import ValidationError

from phongtrao.organisations.models import User

LENGTH = 14
KINDS = (("chữ thường", str.islower), ("chữ hoa", str.isupper), ("chữ số", str.isdigit))
RULE = "Ít nhất 14 ký tự, có chữ thường, chữ hoa, chữ số và dấu (khoảng trống cũng là dấu)."


class LongOfFourKinds:
    """Source: security requirement A2 (without a second factor: 14 characters and all four kinds)."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise ValidationError naming all that is missing."""
        wrong = [] if len(password) >= LENGTH else [f"Mật khẩu cần ít nhất {LENGTH} ký tự, đang có {len(password)}."]
        missing = [kind for kind, test in KINDS if not any(test(c) for c in password)]
        missing += ["dấu"] if all(c.isalnum() for c in password) else []
        wrong += [f"Mật khẩu còn thiếu: {', '.join(missing)}."] if missing else []
        if wrong:
            raise ValidationError(wrong)

    def get_help_text(self) -> str:
        return RULE
