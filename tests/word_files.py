"""Makes small Word packages out of WordprocessingML, part by part, for the tests of the Word reader."""

import zipfile
from pathlib import Path

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES = "http://schemas.openxmlformats.org/package/2006"


def p(*texts, style=None, align=None, more="", run=""):
    """A paragraph of plain runs; `more` goes into its properties, `run` into those of its runs."""
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    aligned = f'<w:jc w:val="{align}"/>' if align else ""
    runs = "".join(t if t.startswith("<") else r(t, run) for t in texts)
    return f"<w:p><w:pPr>{styled}{more}{aligned}</w:pPr>{runs}</w:p>"


def r(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def numbered(text, level=0, num=1):
    return p(text, more=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>')


def tbl(*rows, ruled=True):
    """A table of rows of cells; a cell is text, or a whole w:tc."""
    side = "single" if ruled else "nil"
    names = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f'<w:{name} w:val="{side}"/>' for name in names)
    body = "".join(f"<w:tr>{''.join(c if c.startswith('<w:tc>') else tc(c) for c in row)}</w:tr>" for row in rows)
    grid = '<w:gridCol w:w="2400"/>' * max(map(len, rows), default=0)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblBorders>{borders}</w:tblBorders></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"
    )


def tc(*content, properties=""):
    inside = "".join(one if one.startswith("<") else p(one) for one in content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def lvl(at, form, text, start=1, more=""):
    said = f'<w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{at}">{said}</w:lvl>'


def num(name, abstract, overrides=""):
    return f'<w:num w:numId="{name}"><w:abstractNumId w:val="{abstract}"/>{overrides}</w:num>'


def abstract(name, *levels):
    return f'<w:abstractNum w:abstractNumId="{name}">{"".join(levels)}</w:abstractNum>'


def word_file(path: Path, *body: str, section: str = "", **parts: str) -> Path:
    """Write a package; `parts` are the insides of styles, numbering, footnotes, header1, footer1 …"""
    roots = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes"}
    types, relations = [], []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, inside in parts.items():
            kind = name.rstrip("0123456789")
            root = roots.get(kind, {"header": "hdr", "footer": "ftr"}.get(kind, kind))
            archive.writestr(f"word/{name}.xml", f"<w:{root} {_NAMES}>{inside}</w:{root}>")
            types.append(f'<Override PartName="/word/{name}.xml" ContentType="{_MAIN}.{kind}+xml"/>')
            relations.append(f'<Relationship Id="{name}" Type="{R}/{kind}" Target="{name}.xml"/>')
        document = f"<w:document {_NAMES}><w:body>{''.join(body)}<w:sectPr>{section}</w:sectPr></w:body></w:document>"
        archive.writestr("word/document.xml", document)
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{_TYPES}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override '
            f'PartName="/word/document.xml" ContentType="{_MAIN}.document.main+xml"/>{"".join(types)}</Types>',
        )
        archive.writestr(
            "_rels/.rels", _rels(f'<Relationship Id="a" Type="{R}/officeDocument" Target="word/document.xml"/>')
        )
        archive.writestr("word/_rels/document.xml.rels", _rels("".join(relations)))
    return path


def _rels(inside):
    return f'<Relationships xmlns="{_TYPES}/relationships">{inside}</Relationships>'
