"""Scan the scans of a gold set anew: turned a little, larger or smaller, paler or darker, compressed again.

usage: python scripts/rescan.py GOLD_DIR TARGET SEED

Rules that were written while looking at scans may know their slips by heart.  The same pages with other slips tell:
what `vanthu evaluate TARGET/gold` loses against the originals was learnt by heart.

Goes out: TARGET with the gold files of the scans and their documents, under the same names and with the same time of
scanning; signatures are lost.
"""

import argparse
import datetime
import json
import random
import shutil
import sys
import time
import zlib
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
from PIL import Image, ImageFilter

sys.path.insert(0, str(Path(__file__).parent.parent))
from extractors.reading.pdf.times import made_at

_DPI = 200
_TURN, _SHIFT = 0.9, 12
"""Degrees and pixels, at most, either way."""
_SCALE, _GAMMA, _QUALITY, _NOISE = (0.85, 1.12), (0.8, 1.25), (38, 82), (0.0, 7.0)
_BLUR = (0.0, 0.0, 0.4, 0.7)
_GREY = 0.15
"""Of so many documents the copier makes grey ones."""


def rescanned(source: Path, target: Path, seed: int) -> None:
    """Write a PDF of the pictures of another one's pages, as another scanner would have made them."""
    chance = random.Random(seed * 1_000_003 + zlib.crc32(source.name.encode()))
    noise = np.random.default_rng(chance.randrange(1 << 30))
    scale, gamma = chance.uniform(*_SCALE), chance.uniform(*_GAMMA)
    quality, blur = chance.randrange(*_QUALITY), chance.choice(_BLUR)
    strength, grey = chance.uniform(*_NOISE), chance.random() < _GREY
    with pdfium.PdfDocument(source) as file:
        made, pictures = made_at(file), [page.render(scale=_DPI / 72).to_pil().convert("RGB") for page in file]
    pages = []
    for picture in pictures:
        shift = (chance.uniform(-_SHIFT, _SHIFT), chance.uniform(-_SHIFT, _SHIFT))
        turned = picture.rotate(
            chance.uniform(-_TURN, _TURN), Image.Resampling.BICUBIC, fillcolor=(250, 250, 250), translate=shift
        )
        small = turned.resize((int(turned.width * scale), int(turned.height * scale)), Image.Resampling.LANCZOS)
        light = (np.asarray(small.filter(ImageFilter.GaussianBlur(blur)), np.float32) / 255) ** gamma * 255
        page = Image.fromarray((light + noise.normal(0, strength, light.shape)).clip(0, 255).astype(np.uint8))
        pages.append(page.convert("L").convert("RGB") if grey else page)
    moment = _moment(made) if made else None
    pages[0].save(
        target,
        save_all=True,
        append_images=pages[1:],
        resolution=_DPI * scale,
        quality=quality,
        creationDate=moment,
        modDate=moment,
    )


def _moment(iso: str) -> time.struct_time:
    """A time in UTC; one without a zone is taken for one."""
    moment = datetime.datetime.fromisoformat(iso)
    return (moment.astimezone(datetime.UTC) if moment.tzinfo else moment).timetuple()


def main() -> None:
    """Scan every scan of a gold set anew."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("seed", type=int)
    options = parser.parse_args()
    (options.target / "gold").mkdir(parents=True, exist_ok=True)
    for path in sorted(options.gold.glob("*.json")):
        says = json.loads(path.read_text("utf-8"))
        source = next((up / says["file"] for up in path.parents if (up / says["file"]).is_file()), None)
        if says.get("source") == "scan" and source:
            target = options.target / says["file"]
            target.parent.mkdir(parents=True, exist_ok=True)
            rescanned(source, target, options.seed)
            shutil.copy(path, options.target / "gold" / path.name)


if __name__ == "__main__":
    main()
