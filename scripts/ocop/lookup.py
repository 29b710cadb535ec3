"""The code by which anybody looks a product up: short, worked out of its folder, and proof against slips.

The signs are the ten digits and thirteen consonants of the Vietnamese alphabet. There is no vowel and no D,
so neither Telex nor VNI turns what is typed into an accented letter, and no code spells a word; there is no
I, L, O or S, which look like 1, 0 and 5. 23 is a prime: any one sign mistyped and any two exchanged are
found by the check sign. A code begins with a letter, so that it is never taken for an official one.
"""

from __future__ import annotations

import hashlib

SIGNS = "0123456789BCGHKMNPQRTVX"
LENGTH = 9
_LETTERS = SIGNS[10:]


def lookup_code(product_id: str) -> str:
    """The code of the product in `dossiers/<product_id>/`; it changes no more than the folder does.

    The first eight signs are the SHA-256 of the folder's name as a number, written from its smallest digit
    up: the first in base 13, the others in base 23. The ninth is the check sign.
    """
    rest = lookup_number(product_id)
    rest, digit = divmod(rest, len(_LETTERS))
    signs = [_LETTERS[digit]]
    for _ in range(LENGTH - 2):
        rest, digit = divmod(rest, len(SIGNS))
        signs.append(SIGNS[digit])
    body = "".join(signs)
    return body + _check_sign(body)


def lookup_number(product_id: str) -> int:
    """What the code is written from: products share a code just when they share this number."""
    number = int.from_bytes(hashlib.sha256(product_id.encode()).digest(), "big")
    bodies: int = len(_LETTERS) * len(SIGNS) ** (LENGTH - 2)
    return number % bodies


def is_lookup_code(text: str) -> bool:
    """Whether `text` is a code as printed, check sign included; it need not be any product's."""
    return (
        len(text) == LENGTH
        and text[0] in _LETTERS
        and all(sign in SIGNS for sign in text)
        and _check_sign(text[:-1]) == text[-1]
    )


def spaced(code: str) -> str:
    """A code in threes, as it is read out and printed: `K7M 3PQ X2H`."""
    return " ".join(code[start : start + 3] for start in range(0, len(code), 3))


def _check_sign(body: str) -> str:
    """The sum of the signs' values, each times its place from 1, in base 23."""
    return SIGNS[sum(place * SIGNS.index(sign) for place, sign in enumerate(body, 1)) % len(SIGNS)]
