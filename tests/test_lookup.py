"""The look-up code: the same for ever, and a slip of the pen is seen."""

from __future__ import annotations

import string
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from ocop.lookup import LENGTH, SIGNS, is_lookup_code, lookup_code, lookup_number, spaced

_FOLDERS = st.from_regex(r"[a-z0-9]{1,20}(-[a-z0-9]{1,9}){0,3}/[a-z0-9]{1,20}", fullmatch=True)
_SAMPLE = tuple(lookup_code(f"htx-mau-{number}/ca-phe") for number in range(40))


def test_codes_once_printed_stay() -> None:
    """These stand on packages: a change of method would break every one of them."""
    assert lookup_code("htx-nong-san-khe-sanh/ca-phe-bot") == "T43NHV5G9"
    assert lookup_code("chua-ro-chu-the/nuoc-mam") == "GRKBNB8K3"


@given(_FOLDERS)
def test_every_folder_has_a_code_that_checks(folder: str) -> None:
    code = lookup_code(folder)
    assert is_lookup_code(code)
    assert code[0] in string.ascii_uppercase
    assert spaced(code).replace(" ", "") == code


@given(_FOLDERS)
def test_products_share_a_code_just_when_they_share_a_number(folder: str) -> None:
    number = 0
    for sign in reversed(lookup_code(folder)[1:-1]):
        number = number * len(SIGNS) + SIGNS.index(sign)
    assert number * 13 + SIGNS.index(lookup_code(folder)[0]) - 10 == lookup_number(folder)


def test_any_one_sign_mistyped_is_seen() -> None:
    for code in _SAMPLE:
        for place in range(LENGTH):
            for sign in set(SIGNS) - {code[place]}:
                assert not is_lookup_code(code[:place] + sign + code[place + 1 :])


def test_any_two_signs_exchanged_are_seen() -> None:
    for code in _SAMPLE:
        for one, other in combinations(range(LENGTH), 2):
            signs = list(code)
            signs[one], signs[other] = signs[other], signs[one]
            assert is_lookup_code("".join(signs)) == (code[one] == code[other])


def test_a_sign_too_many_or_too_few_is_seen() -> None:
    for code in _SAMPLE:
        for place in range(LENGTH):
            assert not is_lookup_code(code[:place] + code[place + 1 :])
            assert not is_lookup_code(code[:place] + code[place] + code[place:])


def test_no_keyboard_makes_another_letter_of_a_code() -> None:
    """Telex and VNI join a vowel with the sign after it, and D with D or 9."""
    assert not set(SIGNS) & set("AEIOUYDĂÂÊÔƠƯĐ")
    assert not set(SIGNS) & set("ILOS")
    assert len(SIGNS) == len(set(SIGNS)) == 23


def test_twenty_thousand_products_hardly_ever_share_a_code() -> None:
    codes = {lookup_code(f"chu-the-{number % 977}/san-pham-{number}") for number in range(20_000)}
    assert len(codes) == 20_000
