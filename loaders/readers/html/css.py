"""What the style sheets and attributes of a page hide, strike out or set in the colour of the ground.

Style sheets are parsed by tinycss2 and selectors matched by cssselect. Only what decides whether text is seen is looked
at; scripts are not run, so what a script would show later stays hidden.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.html import HtmlElement

SEEN = "data-kb-unseen"
"""The attribute by which an element is marked with the reason why its text is not shown."""
RAISED = "data-kb-raised"
"""The attribute that marks an element which a style sets above the line."""
HIDDEN = "hidden text"
STRUCK = "struck out"
WHITE = "white on white"

_PROPERTIES = {
    "display",
    "visibility",
    "text-decoration",
    "text-decoration-line",
    "opacity",
    "font-size",
    "color",
    "mso-hide",
    "vertical-align",
    "position",
    "left",
    "top",
    "text-indent",
    "clip",
    "overflow",
    "width",
    "height",
    "max-height",
}
_GROUNDS = {"background", "background-color", "background-image"}
_WHITE = re.compile(r"#fff(?:fff)?|white|rgba?\(255,255,255(?:,1)?\)|transparent|rgba\([\d,.]+,0\)")
_NO_GROUND = {"none", "initial", "inherit", "unset"}
_OUTSIDE = re.compile(r"-(?:\d{4,}px|9\d{2}px|\d{3,}r?em|\d{4,}%?)")
"""Further left or above than any page begins."""
_CLIPPED = re.compile(r"rect\((?:[01](?:px)?[, ]*){4}\)")
_NO_ROOM = re.compile(r"0(?:\.0+)?(?:px|pt|em|rem|%)?|1px")
_NOTHING = re.compile(r"0(?:\.0+)?(?:px|pt|em|rem|%)?")
_IN_LINES = {"span", "font", "a", "b", "i", "em", "strong", "small", "u", "label"}
"""What is in a line of text: boxes and cells cannot be raised above one."""
_GROWING = ("table", "tr", "td", "th")
"""Boxes that are as large as their text, whatever height and width a style gives them."""
_STRUCK_TAGS = ("s", "del", "strike")
_DECIDES = re.compile(
    r"display|visibility|line-through|opacity|font-size\s*:\s*0|(?<!-)color\s*:\s*(?:#f|white|rgb|trans)|background|mso-hide"
    r"|vertical-align\s*:\s*super|(?:left|top|text-indent)\s*:\s*-\d{3}|clip|(?:height|width)\s*:\s*[01](?![\d.])",
    re.IGNORECASE,
)
_MOST_RULES = 400
_MOST_SHEET = 400_000
_SCREENS = re.compile(r"(?:all|screen|only screen)?\s*(?:and.*)?", re.IGNORECASE)

Style = dict[str, str]


@dataclass(frozen=True, slots=True)
class _Rule:
    weight: tuple[int, ...]
    selector: Any
    style: Style


def mark_unseen(root: HtmlElement) -> None:
    """Mark each element that is hidden, struck out or white on white with the reason, in the attribute `SEEN`.

    A rule of a style sheet that would hide most of the page is one that a script undoes, and is passed over.
    """
    for node in root.iter():
        if isinstance(node.tag, str):
            for mark in (SEEN, RAISED):
                node.attrib.pop(mark, None)
    styles = _sheet_styles(root)
    whole = _length(root)
    for node, style in styles.items():
        if _is_gone(style) and 2 * _length(node) > whole:
            style.clear()
    for node in root.iter():
        if not isinstance(node.tag, str):
            continue
        style = _style(node, styles)
        if reason := _reason(node, style, styles):
            node.set(SEEN, reason)
        if node.tag in _IN_LINES and style.get("vertical-align") == "super":
            node.set(RAISED, "")


def _length(node: HtmlElement) -> int:
    """The letters of an element, scripts and style sheets apart."""
    silent = sum(len(one.text or "") for one in node.iter("script", "style", "noscript"))
    return len("".join(node.itertext())) - silent


def unseen(node: HtmlElement) -> str:
    """Why a browser shows nothing of an element, or strikes it out; empty where it shows it."""
    return node.get(SEEN) or ""


def is_raised(node: HtmlElement) -> bool:
    """Whether an element is set above the line: by its tag or by its style."""
    return node.tag == "sup" or node.get(RAISED) is not None


def _style(node: HtmlElement, styles: dict[HtmlElement, Style]) -> Style:
    inline = node.get("style")
    style = styles.get(node, {})
    found = {**style, **_declared(_declarations(inline))} if inline else style
    return {**found, "overflow": ""} if node.tag in _GROWING and "overflow" in found else found


def _reason(node: HtmlElement, style: Style, styles: dict[HtmlElement, Style]) -> str:
    if node.tag == "dialog" and node.get("open") is None and style.get("display", "none") == "none":
        return HIDDEN
    if node.get("hidden") is not None and style.get("display", "none") == "none":
        return HIDDEN
    if style and _is_gone(style):
        return HIDDEN
    if node.tag in _STRUCK_TAGS or "line-through" in style.get("text-decoration", ""):
        return STRUCK
    white = style.get("color") or (node.get("color") or "").lower()
    return WHITE if white and _WHITE.fullmatch(white) and not _has_ground(node, styles) else ""


def _is_gone(style: Style) -> bool:
    return (
        style.get("display") == "none"
        or style.get("mso-hide") == "all"
        or style.get("visibility") in ("hidden", "collapse")
        or (style.get("opacity") is not None and _NOTHING.fullmatch(style["opacity"]) is not None)
        or (style.get("font-size") is not None and _NOTHING.fullmatch(style["font-size"]) is not None)
        or _is_out_of_sight(style)
    )


def _is_out_of_sight(style: Style) -> bool:
    """Whether text is kept for those who hear a page: set outside of it, clipped away, or in a box without room."""
    if style.get("position") in ("absolute", "fixed"):
        if any(_OUTSIDE.fullmatch(style.get(side, "")) for side in ("left", "top")):
            return True
        if _CLIPPED.fullmatch(style.get("clip", "")):
            return True
    if _OUTSIDE.fullmatch(style.get("text-indent", "")):
        return True
    sizes = (style.get(one, "") for one in ("height", "max-height", "width"))
    return style.get("overflow") == "hidden" and any(_NO_ROOM.fullmatch(size) for size in sizes)


def _has_ground(node: HtmlElement, styles: dict[HtmlElement, Style]) -> bool:
    """Whether an element or what is around it has a ground of its own colour, or may have one."""
    for one in (node, *node.iterancestors()):
        style = styles.get(one, {})
        inline = one.get("style") or ""
        own = {**style, **(_declared(_declarations(inline)) if "background" in inline.lower() else {})}
        if one.get("bgcolor") or one.get("background") or own.get("background", "") not in ("", "white"):
            return True
    return False


def _sheet_styles(root: HtmlElement) -> dict[HtmlElement, Style]:
    """What the style sheets of a page say of its elements, later and more special rules over others."""
    found: dict[HtmlElement, Style] = {}
    for rule in sorted(_rules(root), key=lambda rule: rule.weight):
        for node in rule.selector(root):
            found.setdefault(node, {}).update(rule.style)
    return found


def _rules(root: HtmlElement) -> Iterator[_Rule]:
    import tinycss2

    count = 0
    for sheet in root.iter("style"):
        text = (sheet.text or "").replace("<!--", "").replace("-->", "")[:_MOST_SHEET]
        if not _SCREENS.fullmatch((sheet.get("media") or "").strip()):
            continue
        for rule in _qualified(tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)):
            style = _declared(tinycss2.parse_declaration_list(rule.content, skip_comments=True, skip_whitespace=True))
            if not style:
                continue
            for selector, weight in _selectors(tinycss2.serialize(rule.prelude)):
                count += 1
                if count > _MOST_RULES:
                    return
                yield _Rule((*weight, count), selector, style)


def _qualified(rules: Iterable[Any]) -> Iterator[Any]:
    """The rules that hold on a screen."""
    import tinycss2

    for rule in rules:
        if rule.type == "qualified-rule":
            yield rule
        elif rule.type == "at-rule" and rule.lower_at_keyword == "media" and rule.content:
            media = tinycss2.serialize(rule.prelude).strip()
            if _SCREENS.fullmatch(media) and "max-" not in media:
                yield from _qualified(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True))


def _selectors(text: str) -> Iterator[tuple[Any, tuple[int, int, int]]]:
    """The selectors of a rule that cssselect can match, each with its weight; states (:hover) and the like are none."""
    from cssselect import SelectorError, parse
    from cssselect.xpath import HTMLTranslator
    from lxml import etree

    translator = HTMLTranslator()
    try:
        for selector in parse(text):
            if selector.pseudo_element is None:
                yield etree.XPath(translator.selector_to_xpath(selector)), selector.specificity()
    except (SelectorError, etree.XPathError, RecursionError):
        return


def _declarations(inline: str) -> list[Any]:
    import tinycss2

    if not _DECIDES.search(inline):  # most styles of a page only set fonts and margins
        return []
    return list(tinycss2.parse_declaration_list(inline[:4000], skip_comments=True, skip_whitespace=True))


def _declared(nodes: Iterable[Any]) -> Style:
    """What declarations say of whether text is seen."""
    import tinycss2

    style: Style = {}
    for node in nodes:
        if node.type != "declaration" or node.lower_name not in _PROPERTIES | _GROUNDS:
            continue
        value = re.sub(r"\s+", " ", tinycss2.serialize(node.value).strip().lower())
        name = "background" if node.lower_name in _GROUNDS else node.lower_name.removesuffix("-line")
        style[name] = value.replace(" ", "") if name == "color" else value
        if name == "background" and (value in _NO_GROUND or _WHITE.fullmatch(value.replace(" ", ""))):
            style[name] = "white"
    return style
