"""Which numbers of a sentence are figures: those with a unit that are no year, ordinal, code or threshold in a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from loaders import lexicon
from loaders.printing import HAN, any_of, squeeze

# Full-width digits and signs to plain ones, one character to one, so that offsets hold.
_WIDTHS = str.maketrans("０１２３４５６７８９％．／", "0123456789%./")
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3}){1,6}(?![\d,])(?:\.\d{1,8})?|\d{1,18}(?:\.\d{1,8})?")
_RATIO = re.compile(r"(\d{1,3})\s{0,2}[:：]\s{0,2}(\d{1,3})(?![\d:：])")
_MINUS = ("-", "－", "−")
_LATIN = re.compile(r"[A-Za-z_]")
_STOPS = ("，", "。", "；", ",", ";")
_OPENING = ("（", "(")
_LEVEL = re.compile(r"\s{0,2}[类款项]\s{0,2}[）)]")
_PARAGRAPHS = 1 << 10
"""So many paragraphs are remembered: projects and statements look for figures in the same ones."""
_IS = re.compile(r"(?:为|是|达|[:：])+$")
_ITEM_YEAR = re.compile(r"(?:\d{1,2})[.．、](?=(?:19|20)\d\d\s{0,2}年)")


@dataclass(frozen=True, slots=True)
class PrintedFigure:
    """A figure as printed: `start`–`number_end` is the number itself, `end` lies behind its unit.

    `value` has no thousands separators and a plain minus sign; `kind` is `money`, `rate`, `count`, `ratio`, or `bare`
    (no unit printed).
    """

    start: int
    number_end: int
    end: int
    value: str
    unit: str
    kind: str


def plain(text: str) -> str:
    """The text with full-width digits and signs made plain; offsets stay."""
    return text.translate(_WIDTHS)


@lru_cache(maxsize=_PARAGRAPHS)
def printed_figures(text: str) -> tuple[PrintedFigure, ...]:
    """The figures of a paragraph from left to right; `text` is what `plain` gave."""
    return tuple(_with_carried_units(text, list(_candidates(text))))


def _candidates(text: str) -> Iterator[PrintedFigure]:
    position = 0
    while match := _NUMBER.search(text, position):
        item = _ITEM_YEAR.match(text, match.start())
        if item and not text[match.start() - 1 : match.start()].isdigit():
            position = item.end()
            continue
        ratio = _ratio_at(text, match.start())
        figure = ratio or _figure_at(text, match)
        position = max(figure.end if figure and figure.kind != "bare" else match.end(), position + 1)
        if figure:
            yield figure


def _figure_at(text: str, number: re.Match[str]) -> PrintedFigure | None:
    if _is_part_of_name(text, number.start(), number.end()):
        return None
    start = number.start() - _has_minus(text, number.start())
    value = ("-" if start < number.start() else "") + number[0].replace(",", "")
    match = _unit_shape().match(text, number.end())
    if match is None or _is_other_word(text, match):
        rated = _rated_unit(text, number)
        return rated or PrintedFigure(start, number.end(), number.end(), value, "", "bare")
    kind = next(kind for kind in ("money", "rate", "count") if match[kind])
    if (kind != "rate" and _is_threshold(text, match.end())) or _is_instruction(text, start, match.end()):
        return None
    unit = squeeze(match["unit"])
    if kind == "money":
        unit = lexicon.statements().units.written_out.get(unit, unit)
    return PrintedFigure(start, number.end(), match.end(), value, unit, kind)


def _rated_unit(text: str, number: re.Match[str]) -> PrintedFigure | None:
    """设计使用年限为50年, 抗震设防烈度为7度: words that count as units only behind what they measure."""
    behind = lexicon.statements().units.behind
    for unit, measured in behind.items():
        match = re.compile(rf"\s{{0,2}}{unit}").match(text, number.end())
        if match is None:
            continue
        before = _IS.sub("", squeeze(text[max(0, number.start() - 12) : number.start()]))
        if before.endswith(tuple(measured)):
            return PrintedFigure(number.start(), number.end(), match.end(), number[0].replace(",", ""), unit, "count")
    return None


def _has_minus(text: str, start: int) -> bool:
    """增长-5.2%: a minus sign, not the stroke of a range (2-3次) or a code."""
    return text[start - 1 : start] in _MINUS and not re.match(
        r"[\dA-Za-z）)]", text[max(0, start - 2) : start - 1] or "x"
    )


def _ratio_at(text: str, start: int) -> PrintedFigure | None:
    """中央与地方6:4: a share of so many to so many; a time of day is none."""
    match = _RATIO.match(text, start)
    if match is None or not HAN.match(text[start - 1 : start]) or _unit_shape().match(text, match.end()):
        return None
    if len(match[2]) == 2 and int(match[1]) < 24 and int(match[2]) < 60:
        return None
    return PrintedFigure(start, match.end(), match.end(), f"{match[1]}:{match[2]}", "", "ratio")


def _is_part_of_name(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 6) : start].rstrip()
    if before.endswith(lexicon.statements().not_behind.words):
        return True
    if _LATIN.match(text[start - 1 : start]) or _LATIN.match(text[end : end + 1]):
        return True
    coded = text[start - 1 : start] in _OPENING and _LEVEL.match(text, end) is not None
    return coded or re.search(r"[\dA-Za-z][-－/.]$", text[max(0, start - 2) : start]) is not None


def _is_other_word(text: str, unit: re.Match[str]) -> bool:
    """5部门, 3分钟, 6个月: the unit is the beginning of another word."""
    words = lexicon.statements().units.not_before.get(unit["unit"], ())
    return bool(words) and text.startswith(tuple(words), unit.end())


def _is_threshold(text: str, end: int) -> bool:
    """单价100万元（含）以上设备: the noun follows at once, so the figure is part of its name."""
    entry = lexicon.statements().threshold
    match = re.compile(r"\s*(?:[（(]含[^（）()]{0,6}[）)])?\s*").match(text, end)
    position = match.end() if match else end
    fitting = (word for word in entry.words if text.startswith(word, position))
    word = max(fitting, key=len, default="")
    behind = text[position + len(word) :].lstrip()
    return bool(word) and bool(behind) and not behind.startswith(entry.not_before)


def _is_instruction(text: str, start: int, end: int) -> bool:
    """执行率低于90%的须说明原因: a condition, and what is to be done where it holds."""
    entry = lexicon.statements().instruction
    if not squeeze(text[max(0, start - 8) : start]).endswith(entry.conditions):
        return False
    behind = squeeze(re.split("[。；;]", text[end : end + 30])[0])
    return behind.startswith("的") and any(duty in behind for duty in entry.duties)


def _is_nothing(text: str, figure: PrintedFigure) -> bool:
    """支出预算为0；: nothing, in any unit."""
    before, behind = text[: figure.start].rstrip(), text[figure.end :].lstrip()
    return not figure.value.strip("0.") and before.endswith(("为", "是")) and behind.startswith(_STOPS)


def _with_carried_units(text: str, figures: list[PrintedFigure]) -> Iterator[PrintedFigure]:
    """In `甲167.88、乙2291.05、丙0万元` the unit is once, behind the last; other bare numbers are no figures."""
    unit = ""
    behind: PrintedFigure | None = None
    kept: list[PrintedFigure] = []
    for figure in reversed(figures):
        if figure.kind == "bare" and _is_nothing(text, figure):
            kept.append(replace(figure, kind="money"))
            behind, unit = None, ""
            continue
        if figure.kind == "bare":
            gap = text[figure.end : behind.start] if behind else "。"
            carries = unit and re.match(r"\s*[、，,]", gap) and not re.search(r"[。；;：:（(]", gap)
            if not (carries and "." in figure.value and HAN.match(text[figure.start - 1 : figure.start])):
                behind, unit = None, ""
                continue
            figure = replace(figure, unit=unit, kind="money")
        unit = figure.unit if figure.kind == "money" else ""
        behind = figure
        kept.append(figure)
    return reversed(kept)


def with_year_apart(text: str, figure: PrintedFigure, year: int) -> PrintedFigure:
    """较201517.64万元: the year compared with, which has lost its 年, is no part of the figure."""
    behind = figure.value.removeprefix(str(year))
    compared = text[: figure.start].rstrip().endswith(tuple(lexicon.statements().base.comparatives))
    if not compared or behind == figure.value or not re.fullmatch(r"\d+\.\d+", behind):
        return figure
    return replace(figure, start=figure.start + len(str(year)), value=behind)


@cache
def _unit_shape() -> re.Pattern[str]:
    units = lexicon.statements().units
    money, rate, count = map(any_of, (units.money, units.rate, units.count))
    per = any_of(units.per)
    multiplier = any_of(units.multipliers)
    return re.compile(
        r"\s{0,6}(?:余|多)?\s{0,6}(?P<unit>"
        rf"(?P<rate>{rate})"
        rf"|(?P<count>(?:{multiplier})?\s?(?:{count}))"
        rf"|(?P<money>(?:{money})(?:\s?/\s?(?:{per})(?:[·•./]\s?(?:{per}))?)?)"
        r")"
    )
