"""A signed text of lines: a head, entries of words parted by tabs, and the signature over everything before it.

People can read it, any program can take it apart, and there is one way only to write the same thing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from phongtrao.key_files import is_signed

MOST_CHARACTERS = 20_000_000
"""Of a list: more than 200,000 entries."""
SIGNED = "signed"


class Untrusted(ValueError):
    """A list that is malformed, or that nobody who may has signed; the text is Vietnamese and says what to do."""


@dataclass(frozen=True, slots=True)
class Lines:
    """A text taken apart: its entries after the head, each a word and what stands beside it."""

    entries: tuple[tuple[str, ...], ...]
    said: bytes
    signature: str

    def is_signed_by(self, public: str) -> bool:
        """Whether the holder of this key (hexadecimal) signed it."""
        return is_signed(self.said, self.signature, public)


def write(head: str, entries: Iterable[tuple[str, ...]], key: Ed25519PrivateKey) -> str:
    """The text, signed with `key`; the same entries and key give the same text.

    Raises ValueError for a value that is empty or would tear its line.
    """
    told = list(entries)
    if any(not value or set(value) & set("\t\n") for entry in told for value in entry):
        raise ValueError("a value is empty or holds a tab or a line's end")
    body = "\n".join([head, *("\t".join(entry) for entry in told), ""])
    return f"{body}{SIGNED}\t{key.sign(body.encode()).hex()}\n"


def read(head: str, text: str, name: str) -> Lines:
    """Take a text apart, whose signature is not looked at yet; `name`: what to call it. Raises Untrusted."""
    broken = Untrusted(f"Tệp {name} không đúng dạng hoặc bị cắt. Xin lấy lại tệp từ trang của cơ quan cấp.")
    if len(text) > MOST_CHARACTERS or not text.endswith("\n"):
        raise broken
    first, *lines = text[:-1].split("\n")
    if first != head or not lines:
        raise broken
    *entries, (last, *signature) = (tuple(line.split("\t")) for line in lines)
    if last != SIGNED or len(signature) != 1 or not all(all(entry) for entry in entries):
        raise broken
    try:
        said = text[: text.rindex(f"{SIGNED}\t")].encode()
    except UnicodeEncodeError as error:
        raise broken from error
    return Lines(tuple(entries), said, signature[0])
