"""A printed page as a scanner sees it: slightly turned, with noise, ink, and a red stamp over the signature.

The stamp says that it is a specimen; it copies no seal.  All chance comes from the sample's seed.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from samples.make.ink import Ink, scribble, write_by_hand
from samples.make.places import find, gap

Picture = NDArray[np.uint8]
RING = "VĂN BẢN MẪU  ★  KHÔNG CÓ GIÁ TRỊ  ★  "
RED, BLUE = (222, 58, 60), (28, 44, 150)
STAMP_MM, PEN_MM = 36, 0.45
FONT = "/usr/share/fonts/truetype/liberation2/LiberationSerif-Bold.ttf"


@dataclass(frozen=True, slots=True)
class Scanner:
    """How a sheet is scanned.  `skew` in degrees, one a page; `mode` is `bw`, `grey` or `rgb`.

    `rise` is how much of the stamp, as a share of its size, lies above the lower edge of the signer's title.
    """

    dpi: int
    mode: str
    skew: tuple[float, ...]
    noise: float
    quality: int
    seed: int
    rise: float

    @classmethod
    def of(cls, make: dict[str, Any]) -> "Scanner":
        """From the table `make` of a text."""
        return cls(
            make.get("dpi", 200), make.get("mode", "grey"), tuple(make.get("skew", [0.4])),
            make.get("noise", 5.0), make.get("quality", 45), make.get("seed", 1), make.get("stamp_rise", -0.03),
        )  # fmt: skip


def pen(dpi: int) -> int:
    """The width of a ball pen in pixels."""
    return max(2, round(PEN_MM / 25.4 * dpi))


@cache
def ring(size: int) -> Image.Image:
    """A round red stamp of `size` pixels with words along its edge."""
    big = size * 2
    stamp = Image.new("RGBA", (big, big), (0, 0, 0, 0))
    draw = ImageDraw.Draw(stamp)
    for inset, width in ((4, big // 60), (big // 5, big // 110)):
        draw.ellipse((inset, inset, big - inset, big - inset), outline=(*RED, 225), width=width)
    centre, radius = big / 2, big / 2 - 5
    star = [
        (centre + radius * share * np.sin(i * np.pi / 5), centre - radius * share * np.cos(i * np.pi / 5))
        for i, share in enumerate([0.36, 0.15] * 5)
    ]
    draw.polygon(star, fill=(*RED, 225))
    font = ImageFont.truetype(FONT, big // 11)
    for index, letter in enumerate(RING):
        layer = Image.new("RGBA", (big, big), (0, 0, 0, 0))
        ImageDraw.Draw(layer).text((centre, big // 40), letter, font=font, fill=(*RED, 230), anchor="ma")
        stamp.alpha_composite(layer.rotate(-index * 360 / len(RING), resample=Image.Resampling.BICUBIC))
    return stamp.resize((size, size), Image.Resampling.LANCZOS)


def sign(page: Image.Image, title: tuple[float, ...], scanner: Scanner, rng: np.random.Generator) -> None:
    """Put a signature below the signer's title and the stamp over its left third."""
    dpi = scanner.dpi
    scale = dpi / 72
    middle, top = (title[0] + title[2]) / 2 * scale, title[3] * scale
    reach = dpi * 1.5
    Ink(page, BLUE, pen(dpi)).draw(scribble(rng), (middle - reach / 2, top + dpi * 0.16), (reach, dpi * 0.62))
    size = round(STAMP_MM / 25.4 * dpi)
    stamp = ring(size).rotate(float(rng.uniform(-14, 14)), resample=Image.Resampling.BICUBIC)
    page.alpha_composite(stamp, (round(middle - reach * 0.32 - size / 2), max(0, round(top - size * scanner.rise))))


def photograph(page: Image.Image, scanner: Scanner, skew: float, rng: np.random.Generator) -> Image.Image:
    """Turn, blur and roughen a page as the scanner's glass and lamp do."""
    ground = np.asarray(page.convert("RGB"))
    height, width = ground.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), skew, 1)
    turned = cv2.warpAffine(ground, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255))
    soft = cv2.GaussianBlur(turned, (0, 0), scanner.dpi / 400).astype(np.float32)
    lamp = np.linspace(0, -7, width, dtype=np.float32)[None, :, None]
    grain = cv2.GaussianBlur(rng.normal(0, scanner.noise * 2, (height, width, 1)).astype(np.float32), (0, 0), 0.8)
    rough: Picture = np.clip(soft * 0.93 + 13 + lamp + grain[..., None], 0, 255).astype(np.uint8)
    if scanner.mode == "rgb":
        return Image.fromarray(rough)
    grey = cv2.cvtColor(rough, cv2.COLOR_RGB2GRAY)
    if scanner.mode == "grey":
        return Image.fromarray(grey)
    return Image.fromarray((grey > 165).astype(np.uint8) * 255).convert("1", dither=Image.Dither.NONE)


def scan(printed: Path, target: Path, make: dict[str, Any], title: str | None) -> None:
    """Print, fill in by hand, sign and stamp below the title (if any) and scan; the target holds pictures only."""
    scanner = Scanner.of(make)
    rng = np.random.default_rng(scanner.seed)
    at = find(printed, title) if title else None
    pages = []
    pdf = pypdfium2.PdfDocument(printed)
    for number in range(1, len(pdf) + 1):
        picture = pdf[number - 1].render(scale=scanner.dpi / 72).to_pil().convert("RGBA")
        for entry in make.get("by_hand", []):
            place = gap(printed, entry["gap"])
            if place.page == number:
                write_by_hand(Ink(picture, BLUE, pen(scanner.dpi)), entry, place.box, scanner.dpi, rng)
        if at and at.page == number:
            sign(picture, at.box, scanner, rng)
        pages.append(photograph(picture, scanner, scanner.skew[(number - 1) % len(scanner.skew)], rng))
    pdf.close()
    how = {} if scanner.mode == "bw" else {"quality": scanner.quality}
    pages[0].save(target, "PDF", save_all=True, append_images=pages[1:], resolution=scanner.dpi, **how)
