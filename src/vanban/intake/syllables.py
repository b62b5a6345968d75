"""Does a word look like Vietnamese? The measure by which a wrongly decoded text is told from a right one.

Vietnamese writes every syllable apart, and a syllable is built from few parts: an onset, a nucleus, a coda, one tone.
A text that was decoded by the wrong table breaks this in nearly every word that has a mark on it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_ONSETS = "ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnpqrstvx]"
_NUCLEI = (
    "oai|oay|oeo|oao|uai|uây|uay|uôi|uya|uyê|uyu|uêu|ươi|ươu|iêu|yêu|"
    "ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iu|oa|oă|oe|oi|oo|ôi|ơi|ua|uâ|uă|uê|ui|uo|uô|uơ|uy|ue|ưa|ưi|ươ|ưu|ya|yê|"
    "[aăâeêioôơuưy]"
)
_SYLLABLE = re.compile(f"(?:{_ONSETS})?(?:{_NUCLEI})(?P<coda>ng|nh|ch|[cmnpt])?")
_WORD = re.compile("[A-Za-z\u0080-\u1fff\u2212\u2219\ufffd]+")
_ABBREVIATION = re.compile("[A-ZĐƯ&]{1,6}")


def marked_words(line: str, limit: int = 60) -> list[str]:
    """The first `limit` words of a line that hold a character beyond ASCII: the ones a wrong table garbles."""
    found: list[str] = []
    for match in _WORD.finditer(line):
        if not match[0].isascii():
            found.append(match[0])
            if len(found) == limit:
                break
    return found


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """Whether a word could be written in Vietnamese: its parts, its single tone, and one manner of capitals."""
    if not (word.islower() or word.isupper() or (word[:1].isupper() and word[1:].islower())):
        return False
    bare = unicodedata.normalize("NFD", word.lower())
    tones = [mark for mark in bare if mark in _TONES]
    if len(tones) > 1:
        return False
    for tone in tones:
        bare = bare.replace(tone, "")
    shape = _SYLLABLE.fullmatch(unicodedata.normalize("NFC", bare))
    if shape is None:
        return False
    stopped = shape["coda"] in ("c", "ch", "p", "t")
    return not stopped or not tones or tones[0] in "\u0301\u0323"


def likeness(line: str) -> tuple[int, int]:
    """How many of a line's marked words can be Vietnamese, how many cannot; abbreviations (`QĐ`) count as neither."""
    right = wrong = 0
    for word in marked_words(line):
        if is_syllable(word):
            right += 1
        elif not _ABBREVIATION.fullmatch(word):
            wrong += 1
    return right, wrong
