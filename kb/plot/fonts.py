"""A Chinese font for drawings: one of the system, else the one that the extra `plot` brings along (Noto Sans SC)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

FAMILIES = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Microsoft YaHei",
    "PingFang SC",
    "Hiragino Sans GB",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "SimHei",
    "Noto Sans CJK JP",
)
"""Fonts with Simplified Chinese, the best first; also what an SVG or HTML file asks of the machine that shows it."""


class NoChineseFont(Exception):
    """No Chinese font was found; the message says how to get one."""

    def __init__(self) -> None:
        super().__init__(
            "没有中文字体, PNG 画不了 (no Chinese font, no PNG): pip install pylopdf-fonts-zh-cn, "
            "或 (or) apt install fonts-noto-cjk; SVG 和 HTML 不需要 (SVG and HTML do without)"
        )


@dataclass(frozen=True, slots=True)
class Font:
    """A font family known to matplotlib, and whether it has a bold weight."""

    family: str
    has_bold: bool


@cache
def chinese_font() -> Font | None:
    """The font to draw with; None where neither the system nor the extra has one."""
    from matplotlib import font_manager

    known = {
        (entry.name, int(entry.weight >= 600) if isinstance(entry.weight, int) else 0)
        for entry in font_manager.fontManager.ttflist
    }
    names = {name for name, _bold in known}
    for family in FAMILIES:
        if family in names:
            return Font(family, (family, 1) in known)
    return _shipped()


def _shipped() -> Font | None:
    """The font of the package that the extra `plot` installs."""
    try:
        import pylopdf_fonts_zh_cn as shipped
    except ImportError:
        return None
    from matplotlib import font_manager

    path = str(shipped.sans_path())
    font_manager.fontManager.addfont(path)
    return Font(font_manager.FontProperties(fname=path).get_name(), has_bold=False)
