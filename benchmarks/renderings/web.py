"""Samples as web pages, for Chromium and LibreOffice to print."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping, Sequence

from benchmarks.renderings.pages import Drawing, Thing, with_merged_labels
from loaders.layout.form_titles import recognise

PLAIN = """
@page { size: A4 landscape; margin: 15mm }
body { font: 10pt 'Noto Serif CJK SC', 'Noto Sans CJK SC' }
table { border-collapse: collapse; width: 100% }
td { padding: 1px 3px } td.n { text-align: right }
thead td { text-align: center }
"""
NARROW_LOW = "@page { size: 150mm 100mm; margin: 8mm } body { font-size: 8pt } td { word-break: break-all }"
RULED = "td { border: 0.5pt solid black }"
STYLES: Mapping[str, str] = {
    "ruled": RULED,
    "unruled": "",
    "level rules": "td { border-bottom: 0.5pt solid black }",
    "three rules": "table { border-top: 1pt solid; border-bottom: 1pt solid } thead { border-bottom: 1pt solid }",
    "portrait": RULED + "@page { size: A4 portrait }",
    "portrait, unruled": "@page { size: A4 portrait }",
    "narrow": RULED + "@page { size: A5 portrait; margin: 8mm } body { font-size: 9pt } td { word-break: break-all }",
    "narrow, unruled": "@page { size: A5 portrait; margin: 8mm } body { font-size: 9pt } td { word-break: break-all }",
    "small": RULED + "body { font-size: 6pt }",
    "small, unruled": "body { font-size: 6pt }",
    "low pages": RULED + "@page { size: 297mm 90mm }",
    "low pages, unruled": "@page { size: 297mm 90mm }",
    "low pages, heads once": RULED + "@page { size: 297mm 90mm } thead { display: table-row-group }",
    "low pages, heads once, unruled": "@page { size: 297mm 90mm } thead { display: table-row-group }",
    "zebra": "tr:nth-child(even) td { background: #dde } ",
    "zebra, ruled": RULED + "tr:nth-child(even) td { background: #dde } ",
    "white rules": "td { background: #dde; border: 1pt solid white }",
    "running lines": RULED
    + """@page { @top-center { content: '2024年部门预算公开' } @bottom-center { content: '第 ' counter(page) ' 页' } }
    .mark { position: fixed; top: 40%; left: 20%; font-size: 60pt; color: #ddd; transform: rotate(-30deg) }""",
    "running lines, unruled": """@page { @top-center { content: '2024年部门预算公开' }
    @bottom-center { content: counter(page) } }""",
    "watermark, unruled": ".mark { position: fixed; top: 40%; left: 20%; font-size: 60pt; color: #ddd;"
    " transform: rotate(-30deg) }",
    "spaced titles": RULED + "p.title { letter-spacing: 1.2em; text-align: center; font-size: 16pt }",
    "spaced titles, unruled": "p.title { letter-spacing: 1.2em; text-align: center; font-size: 16pt }",
    "upright heads": RULED + "thead td { writing-mode: vertical-rl; text-orientation: upright }",
    "turned heads": RULED + "thead td { writing-mode: sideways-rl; white-space: nowrap }",
    "turned heads, unruled": "thead td { writing-mode: sideways-rl; white-space: nowrap }",
    "left figures": RULED + "td.n { text-align: left }",
    "left figures, unruled": "td.n { text-align: left }",
    "centred figures, unruled": "td.n { text-align: center }",
    "dashed rules": "td { border: 0.75pt dashed black }",
    "dotted rules": "td { border: 0.75pt dotted black }",
    "double rules": "table { border: 3pt double black } td { border: 2.5pt double black }",
    "narrow low pages": RULED + NARROW_LOW,
    "narrow low pages, heads once": RULED + NARROW_LOW + "thead { display: table-row-group }",
    "merged labels": RULED,
    "merged labels, low pages": RULED + "@page { size: 297mm 90mm }",
    "tight, unruled": "table { width: auto } td { padding: 0 2px }",
}
"""Style sheets by the name of the variant. LibreOffice, which passes over rules in style sheets, takes them from the
attributes of the table."""


def page_of(things: Sequence[Thing], name: str) -> str:
    """A web page with the things in the variant of that name."""
    style = STYLES[name]
    if name.startswith("merged labels"):
        things = [with_merged_labels(thing) if isinstance(thing, Drawing) else thing for thing in things]
    mark = "<div class='mark'>内部资料</div>" if ".mark" in style else ""
    rules = " border=1 cellspacing=0 width=100%" if RULED in style else ""
    return (
        f"<html><head><meta charset='utf-8'><style>{PLAIN}{style}</style></head><body>{mark}"
        + "\n".join(_tag(thing, rules) for thing in things)
        + "</body></html>"
    )


def _tag(thing: Thing, rules: str) -> str:
    if isinstance(thing, Drawing):
        return f"<table{rules}>" + "".join(_rows(thing)) + "</table>"
    kind = " class='title'" if recognise(thing) is not None else ""
    return f"<p{kind}>{html.escape(thing)}</p>"


def _rows(drawing: Drawing) -> Iterator[str]:
    if drawing.head:
        yield "<thead>"
    for number in range(drawing.rows):
        cells = "".join(
            f"<td colspan={box.width} rowspan={box.height}{kind}>{html.escape(box.text)}</td>"
            for box in drawing.row(number)
            for kind in (" class=n" if box.figure else "",)
        )
        yield f"<tr>{cells}</tr>"
        if number + 1 == drawing.head:
            yield "</thead><tbody>"
    yield "</tbody>" if drawing.head else ""
