"""A label as a shopper meets it: printed by a common printer, stained, and looked at by a telephone.

The browser draws: it is the one program here that knows how an SVG looks.
"""

from __future__ import annotations

import base64
import random
from collections.abc import Iterator
from dataclasses import asdict, dataclass

import deqr
import zxingcpp
from playwright.sync_api import Page

DOTS_PER_INCH = 300
_MILLIMETRES_PER_INCH = 25.4

_DRAW = """async job => {
  const image = new Image();
  image.src = "data:image/svg+xml;base64," + job.svg;
  await image.decode();
  const width = job.dots, height = Math.round(width * image.naturalHeight / image.naturalWidth);
  const paper = new OffscreenCanvas(width, height), ink = paper.getContext("2d", {willReadFrequently: true});
  ink.fillStyle = "#fff";
  ink.fillRect(0, 0, width, height);
  ink.drawImage(image, 0, 0, width, height);
  const dots = ink.getImageData(0, 0, width, height);
  for (let i = 0; i < dots.data.length; i += 4) {
    dots.data.fill(dots.data[i] < 128 ? 0 : 255, i, i + 3);  // a printer has ink or none
  }
  ink.putImageData(dots, 0, 0);
  if (job.stain) {
    const {x, y, width: across, height: down, grey} = job.stain;
    ink.fillStyle = `rgb(${grey} ${grey} ${grey})`;
    ink.fillRect(x * width, y * width, across * width, down * width);
  }
  const {zoom, angle, blur, light, noise, seed} = job.look;
  const side = Math.ceil(zoom * Math.max(width, height) * 1.25);
  const seen = new OffscreenCanvas(side, side), eye = seen.getContext("2d", {willReadFrequently: true});
  eye.fillStyle = "#fff";
  eye.fillRect(0, 0, side, side);
  eye.filter = `blur(${blur}px)`;
  eye.translate(side / 2, side / 2);
  eye.rotate(angle * Math.PI / 180);
  eye.drawImage(paper, -zoom * width / 2, -zoom * height / 2, zoom * width, zoom * height);
  const {data} = eye.getImageData(0, 0, side, side), grey = new Uint8ClampedArray(side * side);
  let state = seed;
  for (let i = 0; i < grey.length; i += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    grey[i] = data[4 * i] * light + 255 * (1 - light) / 3 + (state / 2 ** 32 - 0.5) * noise;
  }
  let text = "";
  for (let i = 0; i < grey.length; i += 8192) text += String.fromCharCode(...grey.subarray(i, i + 8192));
  return [side, btoa(text)];
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stain:
    """A spot of one grey over a label; lengths in widths of the label."""

    x: float
    y: float
    width: float
    height: float
    grey: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One picture that a telephone takes: sharpness in dots, light from 0 to 1, noise in greys."""

    zoom: float
    angle: float
    blur: float
    light: float
    noise: float
    seed: int


def stain(side: int, quiet: int, share: float, chance: random.Random) -> Stain:
    """A spot over `share` of the symbol's area, anywhere over its data.

    The marks by which a reader finds and measures the symbol carry no data, and nothing could mend them:
    three corners, the lines between them, and the small square in the fourth.
    """
    modules = side - 2 * quiet
    area = share * modules * modules
    marks = (
        (0, 0, 9, 9),
        (modules - 8, 0, 8, 9),
        (0, modules - 8, 9, 8),
        (modules - 9, modules - 9, 5, 5),
        (0, 6, modules, 1),
        (6, 0, 1, modules),
    )
    while True:
        width = (area * chance.uniform(0.5, 2)) ** 0.5
        height = area / width
        x, y = chance.uniform(0, modules - width), chance.uniform(0, modules - height)
        if not any(
            x < left + across and left < x + width and y < top + down and top < y + height
            for left, top, across, down in marks
        ):
            return Stain(
                x=(x + quiet) / side,
                y=(y + quiet) / side,
                width=width / side,
                height=height / side,
                grey=chance.choice((0, 128, 255)),
            )


def looks(chance: random.Random) -> Iterator[Look]:
    """The pictures of one scan: a telephone takes many, and is content when one can be read."""
    for zoom in (2.5, 2.0, 3.0, 3.5):
        yield Look(
            zoom=zoom,
            angle=chance.uniform(-6, 6),
            blur=zoom * 0.4,
            light=chance.uniform(0.75, 1),
            noise=24,
            seed=chance.randrange(2**31),
        )


def scans(page: Page, svg: str, millimetres: float, spot: Stain | None, chance: random.Random) -> set[str]:
    """Who read what in a scan of the label: each as `reader text`."""
    found: set[str] = set()
    readers = {"zxing": by_zxing, "qrdec": by_qrdec}
    for look in looks(chance):
        side, picture = page.evaluate(
            _DRAW,
            {
                "svg": base64.b64encode(svg.encode()).decode(),
                "dots": round(millimetres / _MILLIMETRES_PER_INCH * DOTS_PER_INCH),
                "stain": asdict(spot) if spot else None,
                "look": asdict(look),
            },
        )
        grey = base64.b64decode(picture)
        for name, reader in readers.items():
            found |= {f"{name} {text}" for text in reader(grey, side)}
        if len(found) >= len(readers):
            break
    return found


def by_zxing(grey: bytes, side: int) -> list[str]:
    """What one reader finds in a square picture of greys."""
    return [one.text for one in zxingcpp.read_barcodes(memoryview(grey).cast("B", (side, side)))]


def by_qrdec(grey: bytes, side: int) -> list[str]:
    """What the other finds."""
    codes = deqr.QRdecDecoder().decode((grey, (side, side)))
    return [str(entry.data) for code in codes for entry in code.data_entries]
