"""Make what the README shows: a session with its real output, and a page with the place of every value marked."""

import io
import re
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw
from rich.console import Console

from pipeline.models import Directive, Evidence
from pipeline.process import process
from pipeline.show import show

ROOT = Path(__file__).parent.parent
SAMPLE = Path("samples/ubnd-xa-cong-van-gieng-khoan/source.pdf")
PICTURE = ROOT / "docs/pictures/places.png"
SCALE = 1.5
HEADER, LEAD, DEADLINE, TASK = (37, 99, 235), (22, 130, 60), (200, 60, 20), (120, 120, 120)


def session(directive: Directive, width: int = 100) -> str:
    """What `vanthu read` prints for the sample, as it stands between the README's marks."""
    out = io.StringIO()
    show(directive, Console(file=out, width=width, highlight=False))
    lines = [line.rstrip() for line in out.getvalue().strip().splitlines()]
    return "\n".join(["```console", f"$ vanthu read {SAMPLE}", *lines, "```"])


def placed(readme: str, shown: str) -> str:
    """The README with the session between its marks."""
    return re.sub(
        r"(<!-- session -->\n).*?(<!-- /session -->)", lambda m: m[1] + shown + "\n" + m[2], readme, flags=re.S
    )


def places(directive: Directive) -> list[tuple[Evidence, tuple[int, int, int]]]:
    """Every place of a value, with the colour it is marked in."""
    header = directive.header
    named = [(getattr(header, name), HEADER) for name in type(header).model_fields if name != "references"]
    for task in directive.tasks:
        named.append((task, TASK))
        named += [(body, LEAD) for body in (*task.lead, *task.support)]
        named += [(deadline, DEADLINE) for deadline in task.deadlines]
    return [(piece, colour) for value, colour in named for piece in value.evidence if piece.box]


def draw(directive: Directive, path: Path) -> Image.Image:
    """The first page with every value's place marked."""
    with pypdfium2.PdfDocument(path) as document:
        picture = document[0].render(scale=SCALE).to_pil().convert("RGB")
    marks = Image.new("RGBA", picture.size, (0, 0, 0, 0))
    pen = ImageDraw.Draw(marks)
    for piece, colour in places(directive):
        if piece.page == 1 and piece.box:
            box = [edge * SCALE for edge in piece.box]
            box = [box[0] - 2, box[1] - 2, box[2] + 2, box[3] + 2]
            pen.rectangle(box, outline=(*colour, 255), width=2, fill=(*colour, 0 if colour == TASK else 40))
    return Image.alpha_composite(picture.convert("RGBA"), marks).convert("P", palette=Image.Palette.ADAPTIVE, colors=64)


def main() -> None:
    """Write the session into README.md and the picture beside it."""
    directive = process(ROOT / SAMPLE)
    readme = ROOT / "README.md"
    readme.write_text(placed(readme.read_text("utf-8"), session(directive)), "utf-8")
    PICTURE.parent.mkdir(exist_ok=True)
    draw(directive, ROOT / SAMPLE).save(PICTURE, optimize=True)


if __name__ == "__main__":
    main()
