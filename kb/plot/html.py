"""A picture as one HTML file that needs no network: Apache ECharts and the data are inside it."""

from __future__ import annotations

import json
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from kb.plot.fonts import FAMILIES

if TYPE_CHECKING:
    from kb.plot.frame import Frame

TEMPLATE = """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ margin: 1.5rem auto; max-width: {width}px; padding: 0 1rem; color: #222; font-family: {fonts}, sans-serif; }}
h1 {{ font-size: 1.5rem; margin: 0; }}
p {{ color: #6b6b6b; margin: .4rem 0; font-size: .85rem; }}
#picture {{ width: 100%; height: {height}px; }}
</style>
</head>
<body>
<h1>{title}</h1>
<p>{subtitle}</p>
<div id="picture" role="img" aria-label="{title}"></div>
{foot}
<script>{library}</script>
<script>
const picture = echarts.init(document.getElementById("picture"), null, {{ renderer: "svg" }});
picture.setOption({option});
addEventListener("resize", () => picture.resize());
</script>
</body>
</html>
"""

SCALE = 4 / 3
"""Pixels of a screen per point."""


def page(frame: Frame, option: dict[str, Any], width: float, height: float) -> str:
    """The whole page. Sizes are in points. Text goes through escapes, so that no document can bring a script along."""
    fonts = ", ".join(f"'{family}'" for family in FAMILIES)
    return TEMPLATE.format(
        title=escape(frame.title),
        subtitle=escape(frame.subtitle),
        foot="\n".join(f"<p>{escape(text)}</p>" for text in (frame.source_line(), *frame.notes)),
        width=round(width * SCALE),
        height=round(height * SCALE),
        fonts=fonts,
        library=library(),
        option=_script(option | {"textStyle": {"fontFamily": fonts}, "animation": False}),
    )


def library() -> str:
    """Apache ECharts, minified (Apache-2.0; its licence lies beside it)."""
    return (files("kb.plot") / "static" / "echarts.min.js").read_text(encoding="utf-8")


def _script(value: Any) -> str:
    """JSON that may stand in a script element."""
    return (
        json.dumps(value, ensure_ascii=False)
        .replace("<", "\\u003c")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
    )
