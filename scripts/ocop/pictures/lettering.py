"""Letters of the one font that pictures are written in, every Vietnamese letter among them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

_FONTS = Path(__file__).parent / "fonts"
_ELLIPSIS = "…"
_NO_LETTER = "\uffff"


def covered(text: str) -> str:
    """The text in one line, without what the font has no letter for: better nothing than a box."""
    return " ".join("".join(filter(has_letter, text)).split())


@cache
def has_letter(letter: str, weight: str = "Medium") -> bool:
    """Whether the font has a letter, or only the box that stands for all it lacks."""
    font = opened(weight, 34)
    return letter.isspace() or bytes(font.getmask(letter)) != bytes(font.getmask(_NO_LETTER))


@cache
def opened(weight: str, size: int) -> ImageFont.FreeTypeFont:
    """The font at a weight and a size in dots."""
    # The other layout engine needs a library of the machine's own: letters would differ between machines.
    path = str(_FONTS / f"BeVietnamPro-{weight}.ttf")
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


@dataclass(frozen=True, slots=True)
class _Letter:
    """A letter's shape, where it lies from the point of writing, and how far the next one stands."""

    shape: Image.Image
    left: int
    top: int
    length: int


@dataclass(frozen=True, slots=True)
class Face:
    """The font at one weight and size, each letter drawn once: a hundred stand on a card."""

    weight: str
    size: int
    _letters: dict[str, _Letter] = field(default_factory=dict)

    def letter(self, letter: str) -> _Letter:
        """The letter, drawn when it is first asked for."""
        found = self._letters.get(letter)
        if found is None:
            found = self._letters[letter] = _letter(opened(self.weight, self.size), letter)
        return found

    def length(self, text: str) -> int:
        """How long a text is, in dots: letters are set side by side, each as wide as ever."""
        return sum(self.letter(letter).length for letter in text)

    def write(self, pen: ImageDraw.ImageDraw, where: tuple[int, int], text: str, level: int) -> None:
        """Write text whose letters stand on the line at `where`."""
        across, line = where
        for each in text:
            letter = self.letter(each)
            pen.bitmap((across + letter.left, line + letter.top), letter.shape, fill=level)
            across += letter.length

    def broken(self, text: str, room: int) -> list[str]:
        """Break a text into lines between words; a word too long for a line of its own is cut."""
        lines: list[str] = []
        taken = room
        for word in text.split():
            longer = taken + self.length(f" {word}")
            if longer <= room:
                lines[-1] += f" {word}"
                taken = longer
            else:
                lines.append(self.cut(word, room))
                taken = self.length(lines[-1])
        return lines

    def cut(self, text: str, room: int) -> str:
        """As much of a text as fits, whole words if it can be, with an ellipsis for what is left out."""
        if self.length(text) <= room:
            return text
        ends = accumulate(self.letter(letter).length for letter in text)
        kept = text[: sum(end <= room - self.length(_ELLIPSIS) for end in ends)]
        whole = kept.rpartition(" ")[0] if not text[len(kept)].isspace() else kept
        return (whole or kept).rstrip(" ,;:–-(") + _ELLIPSIS


def _letter(font: ImageFont.FreeTypeFont, letter: str) -> _Letter:
    left, top, right, bottom = map(round, font.getbbox(letter, anchor="ls"))
    shape = Image.new("L", (max(1, right - left), max(1, bottom - top)))
    ImageDraw.Draw(shape).text((-left, -top), letter, font=font, fill=255, anchor="ls")
    return _Letter(shape, left, top, round(font.getlength(letter)))
