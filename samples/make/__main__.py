"""Make samples from their texts: `python -m samples.make [SLUG …]`; without a name, all.

Writes `source.*` and enters its hash and number of pages in `gold.json`.  What the gold says of the content is written
by a person and never touched here.
"""

import hashlib
import json
import re
import sys
import tempfile
from pathlib import Path

import pypdfium2

from samples.make.convert import decompose, replace_pages, save_word, settle, to_pdf
from samples.make.index import SAMPLES, folders, render
from samples.make.paper import scan
from samples.make.sheet import Sheet, load
from samples.make.signature import add_fields
from samples.make.word import build


def make(sheet: Sheet, target: Path) -> None:
    """Write the source file of one sample."""
    title = " ".join([sheet.head.get("type", "Công văn"), *sheet.head.get("summary", sheet.head.get("subject", []))])
    if sheet.form == "docx":
        word = build(sheet)
        if sheet.make.get("unicode") == "NFD":
            decompose(word)
        save_word(word, title, target)
        return
    with tempfile.TemporaryDirectory() as folder:
        draft, printed = Path(folder) / "source.docx", Path(folder) / "source.pdf"
        save_word(build(sheet), title, draft)
        to_pdf(draft, printed)
        if sheet.form == "scan":
            scan(printed, target, sheet.make, re.escape(sheet.foot["title"]))
            settle(target)
            return
        if numbers := sheet.make.get("scanned_pages"):
            pictures = Path(folder) / "pictures.pdf"
            scan(printed, pictures, sheet.make, None)
            replace_pages(printed, pictures, numbers)
        if fields := sheet.make.get("fields"):
            add_fields(printed, fields)
        target.write_bytes(printed.read_bytes())


def enter_file(folder: Path, source: Path) -> None:
    """Enter name, hash and pages of the source in the gold beside it."""
    path = folder / "gold.json"
    if not path.exists():
        return
    gold = json.loads(path.read_text("utf-8"))
    gold["file"], gold["sha256"] = source.name, hashlib.sha256(source.read_bytes()).hexdigest()
    gold["pages"] = len(pypdfium2.PdfDocument(source)) if source.suffix == ".pdf" else None
    path.write_text(json.dumps(gold, ensure_ascii=False, indent=1) + "\n", "utf-8")


def main(slugs: list[str]) -> None:
    """Make the named samples, then the table of the README."""
    for folder in (SAMPLES / slug for slug in slugs) if slugs else folders():
        sheet = load(folder)
        source = folder / f"source{sheet.suffix}"
        make(sheet, source)
        enter_file(folder, source)
        print(f"{folder.name}: {source.name}, {source.stat().st_size // 1024} kB")
    readme = SAMPLES / "README.md"
    readme.write_text(render(readme.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
