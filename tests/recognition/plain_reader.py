"""Reads and proves a certificate's text by nothing but RFC 4648 and RFC 8032: shares no line with what is tested."""

from __future__ import annotations

import hashlib

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
NEUTRAL = (0, 1, 1, 0)
Point = tuple[int, int, int, int]


def unpack(text: str) -> tuple[list[str], bytes, bytes]:
    """The fields, what was signed, the signature, of `...PT1...`."""
    letters = text[text.index("PT1") + 3 :]
    bits = "".join(f"{LETTERS.index(c):05b}" for c in letters)
    raw = bytes(int(bits[at : at + 8], 2) for at in range(0, len(bits) // 8 * 8, 8))
    return raw[64:].decode().split("\n"), b"phongtrao certificate 1\n" + raw[64:], raw[:64]


def is_signed(said: bytes, signature: bytes, public: bytes) -> bool:
    """The equation of RFC 8032, 5.1.7: [S]B = R + [k]A."""
    s = int.from_bytes(signature[32:], "little")
    k = int.from_bytes(hashlib.sha512(signature[:32] + public + said).digest(), "little") % ORDER
    return s < ORDER and _same(_times(s, _point(_base())), _add(_point(signature[:32]), _times(k, _point(public))))


def _base() -> bytes:
    return (4 * pow(5, P - 2, P) % P).to_bytes(32, "little")


def _point(raw: bytes) -> Point:
    said = int.from_bytes(raw, "little")
    y, sign = said & (1 << 255) - 1, said >> 255
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    assert (x * x - square) % P == 0
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


def _add(one: Point, other: Point) -> Point:
    a, b = (one[1] - one[0]) * (other[1] - other[0]), (one[1] + one[0]) * (other[1] + other[0])
    c, d = 2 * one[3] * other[3] * D, 2 * one[2] * other[2]
    e, f, g, h = (b - a) % P, (d - c) % P, (d + c) % P, (b + a) % P
    return e * f % P, g * h % P, f * g % P, e * h % P


def _times(number: int, point: Point) -> Point:
    total = NEUTRAL
    while number:
        if number & 1:
            total = _add(total, point)
        point, number = _add(point, point), number >> 1
    return total


def _same(one: Point, other: Point) -> bool:
    return (one[0] * other[2] - other[0] * one[2]) % P == 0 == (one[1] * other[2] - other[1] * one[2]) % P
