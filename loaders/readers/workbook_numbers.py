"""Cell values of a workbook as a person sees them: the number format decides digits, separators and percent signs."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

_PLACEHOLDER = re.compile(r"[0#?]")
_SHIFTED_POINT = re.compile(r"[#,0]*0[!\\]\.(0+)(,*)$")
_DRESSING = re.compile(r"\[[^\]]*\]|_.|\*.")
_QUOTED = re.compile(r'"([^"]*)"|[\\!](.)')
_MOST_DECIMALS = 30


def shown(value: object, number_format: str = "General") -> str:
    """A cell's value as its sheet shows it. Numbers in the General format come with the 15 digits Excel keeps."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return _number(value, number_format)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, (date, time, timedelta)):
        return str(value)
    return str(value).replace("\r\n", "\n").replace("_x000D_", "").strip()


def _number(value: float, number_format: str) -> str:
    plain = _general(value)
    try:
        exact = Decimal(plain)
    except InvalidOperation:
        return plain
    section = _section(number_format, exact)
    if section is None:
        return plain
    bare = _DRESSING.sub("", section)
    if shifted := _SHIFTED_POINT.search(bare):
        return _with_shifted_point(exact, len(shifted[1]), len(shifted[2]))
    literal = _QUOTED.sub("", bare)
    if not re.search(r"[0#]", literal):
        return _QUOTED.sub(r"\1\2", bare).replace("?", "").strip()
    return plain if re.search(r"[EeYyMmDdHhSs/]", literal) else _formatted(exact, literal)


def _general(value: float) -> str:
    if isinstance(value, int) or (value.is_integer() and abs(value) < 1e15):
        return str(int(value))
    text = format(value, ".15g")
    if "e" not in text:
        return text
    return format(Decimal(text), "f") if abs(value) < 1e20 else text


def _section(number_format: str, value: Decimal) -> str | None:
    """The part of a format (positive;negative;zero) that holds for a value; None where the format says nothing."""
    if number_format in ("", "@") or "general" in number_format.lower():
        return None
    sections = number_format.split(";")
    if value == 0 and len(sections) > 2:
        return sections[2]
    if value < 0 and len(sections) > 1:
        return sections[1]
    return ("-" if value < 0 else "") + sections[0]


def _formatted(value: Decimal, section: str) -> str:
    """A number by a format of placeholders, as 12,345.60 by #,##0.00 or 95% by 0%."""
    percent = section.count("%")
    digits = "".join(re.findall(r"[0#?.,]", section))
    whole, _, decimals = digits.partition(".")
    scale = len(digits) - len(digits.rstrip(","))
    exact = abs(value) * 100**percent / Decimal(1000) ** scale
    most = min(len(_PLACEHOLDER.findall(decimals)), _MOST_DECIMALS)
    rounded = exact.quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP)
    text = format(rounded, ",f" if "," in whole.rstrip(",") else "f")
    if "." in text:
        least = decimals.count("0")
        kept, cut = text.split(".")[0], text.split(".")[1]
        cut = cut[:least] + cut[least:].rstrip("0")
        text = f"{kept}.{cut}" if cut else kept
    negative = "-" in section or "(" in section
    return ("-" if negative and rounded else "") + text + "%" * percent


def _with_shifted_point(value: Decimal, decimals: int, scale: int) -> str:
    """A figure whose format prints a point inside the whole number: 12345678 by 0!.0000 is shown as 1234.5678."""
    whole = (value / Decimal(1000) ** scale).quantize(Decimal(1), ROUND_HALF_UP)
    return format(whole.scaleb(-decimals), "f")
