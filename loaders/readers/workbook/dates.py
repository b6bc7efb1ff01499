"""Dates and times of a workbook: days since 1900 (or 1904), shown by a format such as yyyy"年"m"月"d"日"."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.?)|\[(?P<elapsed>h+|m+|s+)\]|(?P<note>\[[^\]]*\])|(?P<room>[_*].?)'
    r"|(?P<half>AM/PM|A/P|上午/下午)|(?P<part>y+|e+|m+|d+|a{3,4}|h+|s+)|(?P<plain>.)",
    re.DOTALL | re.IGNORECASE,
)
_WEEKDAYS = "一二三四五六日"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LAST_DAY = 2_958_465
"""31 December 9999, counted from 1900."""


@lru_cache(maxsize=1024)
def is_date(section: str) -> bool:
    """Whether a section of a number format shows a date or a time: it has a letter of one outside quotes."""
    if re.search(r"general|G/通用格式", section, re.IGNORECASE):
        return False
    return any(match.lastgroup in ("part", "elapsed") for match in _TOKEN.finditer(re.sub(r"[Ee][+-]", "", section)))


def shown_date(days: Decimal, section: str, since_1904: bool) -> str:
    """A number of days as a date by a format; empty where no calendar has it."""
    days += 1462 if since_1904 else 0
    if not 0 <= days <= _LAST_DAY:
        return ""
    seconds = round(days % 1 * 86_400)
    # Excel takes 1900 for a leap year: its day 60 never was.
    moment = datetime(1899, 12, 31 if days < 60 else 30) + timedelta(days=int(days), seconds=seconds)
    texts, before = [], ""
    matches = list(_TOKEN.finditer(section))
    halves = any(match.lastgroup == "half" for match in matches)
    for number, match in enumerate(matches):
        kind = match.lastgroup or ""
        if kind == "part":
            after = next((one[0].lower() for one in matches[number + 1 :] if one.lastgroup == "part"), "")
            part = match[0].lower()
            minutes = part[0] == "m" and (before.startswith("h") or after.startswith("s"))
            texts.append(_minute(moment, part) if minutes else _part(moment, part, halves))
            before = part
        elif kind == "elapsed":
            before = match["elapsed"].lower()
            texts.append(str(int(days * 86_400) // {"h": 3600, "m": 60, "s": 1}[before[0]]))
        elif kind == "half":
            texts.append(_half(moment, match[0]))
        elif kind not in ("note", "room"):
            texts.append(match[kind])
    return "".join(texts)


def _part(moment: datetime, part: str, halves: bool) -> str:
    """One part of a date, as many digits or letters as its letters say."""
    long = len(part) > 1
    match part[0]:
        case "y" | "e":
            return f"{moment.year % 100:02}" if part in ("y", "yy") else str(moment.year)
        case "m":
            return _month(moment, part)
        case "d" if len(part) < 3:
            return f"{moment.day:02}" if long else str(moment.day)
        case "d" | "a":
            return ("星期" if len(part) == 4 else "周") + _WEEKDAYS[moment.weekday()]
        case "h":
            hour = (moment.hour % 12 or 12) if halves else moment.hour
            return f"{hour:02}" if long else str(hour)
    return f"{moment.second:02}" if long else str(moment.second)


def _month(moment: datetime, part: str) -> str:
    if len(part) > 2:
        return _MONTHS[moment.month - 1]
    return f"{moment.month:02}" if len(part) > 1 else str(moment.month)


def _minute(moment: datetime, part: str) -> str:
    return f"{moment.minute:02}" if len(part) > 1 else str(moment.minute)


def _half(moment: datetime, written: str) -> str:
    before, after = written.split("/")
    return before if moment.hour < 12 else after
