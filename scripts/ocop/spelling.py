"""Vietnamese letters: one form to store, one to search, one to sort, and what must not be let in."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

_MARKS = re.compile("[\u0300-\u036f]+")
_STROKES = str.maketrans({"đ": "d", "ð": "d", "ɖ": "d"})
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def composed(text: str) -> str:
    """Return `text` in Unicode form NFC, the only form the registry stores."""
    if text.isascii() or unicodedata.is_normalized("NFC", text):
        return text
    return unicodedata.normalize("NFC", text)


def with_marks_shown(text: str) -> str:
    r"""Return `text`, each mark as `\uXXXX` where some stand apart from their letters."""
    if composed(text) == text:
        return text
    return "".join(
        f"\\u{ord(letter):04x}" if unicodedata.combining(letter) or composed(letter) != letter else letter
        for letter in text
    )


def folded(text: str) -> str:
    """Return `text` as people type it on a phone: lower case, no marks, đ as d, single spaces.

    The Icelandic Ð and the African Ɖ, which look like Đ and are typed for it, become d too. The browser
    folds in the same way (`docs/assets/rows.js`).
    """
    lower = text.lower()
    if not lower.isascii():
        lower = _MARKS.sub("", unicodedata.normalize("NFD", lower)).translate(_STROKES)
    return " ".join(lower.split())


def slug(text: str, limit: int = 80) -> str:
    """Return `text` as a folder or address name: `[a-z0-9]` words joined by hyphens.

    At most `limit` characters, cut between words where possible; empty when nothing in `text` is a
    Latin letter or a digit.
    """
    name = _NOT_SLUG.sub("-", folded(text)).strip("-")
    if len(name) <= limit:
        return name
    return name[: limit + 1].rpartition("-")[0] or name[:limit]


_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_KEYS = {ord(letter): chr(ord("A") + rank) for rank, letter in enumerate(_ALPHABET)}
_LETTER_KEYS[ord("ð")] = _LETTER_KEYS[ord("đ")]
_TONES = {"\u0300": "\x02", "\u0309": "\x03", "\u0303": "\x04", "\u0301": "\x05", "\u0323": "\x06"}
_LEVEL_TONE = "\x01"
_TONE = re.compile("[" + "".join(_TONES) + "]")
_SYLLABLE = re.compile(r"[0-9]+|[^\W0-9_]+(?:[\u0300-\u036f]+[^\W0-9_]*)*")


@lru_cache(maxsize=16384)
def _syllable_rank(syllable: str) -> str:
    """Return one syllable's letters in alphabet order, closed by its tone."""
    if syllable.isdigit():
        return syllable.lstrip("0").rjust(12, "0") + _LEVEL_TONE
    apart = unicodedata.normalize("NFD", syllable)
    tone = _TONE.search(apart)
    letters = unicodedata.normalize("NFC", _TONE.sub("", apart))
    ranked = "".join(
        _LETTER_KEYS.get(ord(letter)) or _LETTER_KEYS.get(ord(folded(letter)[:1] or letter), letter)
        for letter in letters
    )
    return ranked + (_TONES[tone.group()] if tone else _LEVEL_TONE)


def sound(text: str) -> str:
    """Return what two spellings of one name share: letters and tones, but not case, punctuation or hoà/hòa.

    Unlike `folded` it keeps chả cá apart from chả cà.
    """
    return "".join(map(_syllable_rank, _SYLLABLE.findall(composed(text.lower()))))


def syllable_key(text: str) -> str:
    """Return a key that sorts as a Vietnamese dictionary does: by syllable, and within one by tone.

    Letters a ă â b c d đ …; tones level, huyền, hỏi, ngã, sắc, nặng; numbers before letters and by
    value; punctuation and case count only between texts that are otherwise equal.
    """
    return sound(text) + "\x00" + composed(text)


def initial(text: str) -> str:
    """Return the letter under which a dictionary lists `text`: Đ for Đakrông, A for Ái Tử, # for a number."""
    first = composed(text.strip())[:1].upper()
    toneless = _TONE.sub("", unicodedata.normalize("NFD", first))
    return "#" if first.isdigit() else unicodedata.normalize("NFC", toneless)


_TONED_LETTERS = (
    "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ",
    "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\xadõö÷øùúûüýþ¡¢£¤¥¦§",
)
_TCVN3 = {ord(legacy): letter for letter, legacy in zip(*_TONED_LETTERS, strict=True)}


def _vni() -> dict[str, str]:
    """Return VNI's pairs (a vowel and its mark as one letter) and its few single letters."""
    pairs = {"æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ñ": "đ", "ô": "ơ", "ö": "ư"}
    tones = dict(zip("øûõùï", "\u0300\u0309\u0303\u0301\u0323", strict=True))
    hats = dict(zip("àåãáä", tones.values(), strict=True)) | {"â": ""}
    bows = dict(zip("èúüéë", tones.values(), strict=True)) | {"ê": ""}
    for vowel in "aeouyôö":
        pairs |= {vowel + mark: composed(pairs.get(vowel, vowel) + tone) for mark, tone in tones.items()}
    for vowel in "aeo":
        pairs |= {vowel + mark: composed(vowel + "\u0302" + tone) for mark, tone in hats.items()}
    return pairs | {"a" + mark: composed("a\u0306" + tone) for mark, tone in bows.items()}


_VNI = _vni()
_VNI_PAIR = re.compile("|".join(sorted(_VNI, key=len, reverse=True)))
_ONLY_UNICODE = re.compile("[ĂăĐđĨĩŨũƠơƯưẠ-ỹ]")
_LEGACY_WORD = re.compile("[A-Za-z\xa1-\xff]+")
_MICRO_UNITS = frozenset({"µm", "µg", "µl", "µs", "µL", "µS", "µF", "µA", "µV"})
_VIETNAMESE = re.compile(
    "(?:ngh?|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnprstvx])?(?:"
    "a(?:ch|nh|ng|[cimnoptuy])?|ă(?:ng|[cmnpt])|â(?:ng|[cmnptuy])|e(?:ng|[cmnopt])?|ê(?:ch|nh|ng|[cmnptu])?|"
    "i(?:a|ch|nh|[mnptu]|ê(?:ng|[cmnptu]))?|o(?:ng|[cimnpt]|ong|oc)?|"
    "oa(?:ch|nh|ng|[cimnopty])?|oă(?:ng|[cmnt])|oe(?:[not])?|"
    "ô(?:ng|[cimnpt])?|ơ(?:[imnpt])?|u(?:a|ng|[cimnpt]|ê(?:ch|nh)?|ô(?:ng|[cimnt])|ơ|â(?:ng|[nty]))?|"
    "uy(?:a|ch|nh|[nptu]|ê[nt])?|ư(?:a|ng|[cimntu]|ơ(?:ng|[cimnptu]))?|y(?:nh|t|ê(?:ng|[mntu]))?)",
)


@lru_cache(maxsize=16384)
def _is_syllable(word: str) -> bool:
    """Say whether `word` has the shape of one Vietnamese syllable with at most one tone."""
    apart = unicodedata.normalize("NFD", word.lower().replace("ð", "đ"))
    letters, tones = _TONE.subn("", apart)
    return tones <= 1 and _VIETNAMESE.fullmatch(unicodedata.normalize("NFC", letters)) is not None


def _from_tcvn3(word: str) -> str:
    return word.translate(_TCVN3)


def _from_vni(word: str) -> str:
    return _VNI_PAIR.sub(lambda pair: _VNI[pair.group()], word.lower())


def mis_encoding(text: str) -> Literal["TCVN3", "VNI"] | None:
    """Return the pre-Unicode encoding one line or value still stands in, such as `Cµ phª` or `Caø pheâ`.

    Words that are no Vietnamese syllable as they stand but become one when decoded speak for the
    encoding; words that lose their shape speak against it.
    """
    if text.isascii() or _ONLY_UNICODE.search(text):
        return None
    text = composed(text)
    if _ONLY_UNICODE.search(text):
        return None
    balance: dict[Literal["TCVN3", "VNI"], int] = {"TCVN3": 0, "VNI": 0}
    for word in _LEGACY_WORD.findall(text):
        if word.isascii() or len(word) == 1 or word in _MICRO_UNITS:
            continue
        stands = _is_syllable(word) and (word.istitle() or word.islower() or word.isupper())
        balance["TCVN3"] += _is_syllable(_from_tcvn3(word)) - stands
        balance["VNI"] += _is_syllable(_from_vni(word)) - stands
    likelier = max(balance, key=lambda encoding: balance[encoding])
    return likelier if balance[likelier] > 0 else None


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """Return the one of `choices` that `word` was most likely meant to be, or None when none is close."""
    by_folded: dict[str, str] = {}
    for choice in choices:
        by_folded.setdefault(folded(choice), choice)
    close = difflib.get_close_matches(folded(word), by_folded, n=1, cutoff=0.6)
    return by_folded[close[0]] if close else None


_UNSAFE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\U000e0000-\U000e007f]"
    "|\r(?!\n)|(?!^)\ufeff",
)


def unsafe_characters(text: str) -> tuple[int, str] | None:
    """Return the place (0-based) and name of the first invisible character that can hide or reorder text.

    Control characters other than tab and line ends, direction overrides and isolates, zero-width
    characters; a byte-order mark is allowed as the very first character only.
    """
    found = _UNSAFE.search(text)
    if found is None:
        return None
    character = found.group()
    name = unicodedata.name(character, "CONTROL CHARACTER")
    return found.start(), f"U+{ord(character):04X} {name}"
