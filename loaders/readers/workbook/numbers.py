"""Cell values of a workbook as a person sees them: the number format decides digits, separators, signs and words."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from functools import lru_cache

from loaders.readers.workbook.dates import is_date, shown_date

# Formats that every program knows by number alone, as Chinese programs show them (ECMA-376 part 1, 18.8.30).
BUILT_IN = {
    **{1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??"},
    **{14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm"},
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    **{30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"'},
    **{37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00"},
    **dict.fromkeys((41, 42), '#,##0;-#,##0;"-"'),
    **dict.fromkeys((43, 44), '#,##0.00;-#,##0.00;"-"'),
    **{45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@"},
}
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.?)|\[\$(?P<currency>[^\]-]*)[^\]]*\]|(?P<note>\[[^\]]*\])'
    r"|(?P<room>_.?)|(?P<fill>\*.?)|(?P<digit>[0#?])|(?P<power>[Ee][+-])|(?P<plain>.)",
    re.DOTALL,
)
_ESCAPED = re.compile(r"_x(?![Dd][89A-Fa-f])([0-9A-Fa-f]{4})_")
_GENERAL = re.compile(r"general|G/通用格式", re.IGNORECASE)
_CONDITION = re.compile(r"\[(<>|<=|>=|<|>|=)(-?\d+(?:\.\d+)?)\]")
_MOST_DECIMALS = 30
_LONGEST_FORMAT = 1000
"""Excel keeps formats of at most 255 signs."""
_EXACT = Context(prec=400)
"""As many digits as the largest double has with 30 decimals."""


@dataclass(frozen=True, slots=True)
class _Token:
    """A piece of a format: `kind` is digit (0, # or ?), point, comma, percent, text (@), literal or power."""

    kind: str
    text: str


def shown(value: object, number_format: str = "General", *, since_1904: bool = False) -> str:
    """A cell's value as its sheet shows it. Numbers in the General format come with the 15 digits Excel keeps.

    A number that the format hides (`0;;` for a zero) is shown as nothing. Fractions and powers of ten come plain.
    """
    if value is None or value == "":
        return ""
    if len(number_format) > _LONGEST_FORMAT:
        number_format = "General"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return _number(value, number_format, since_1904).strip()
    return _text(_unescaped(str(value)).replace("\r\n", "\n").replace("\r", ""), number_format).strip()


def _unescaped(text: str) -> str:
    """Text with the letters that .xlsx writes by number (`_x000D_`, ECMA-376 part 1, 22.9.2.19) in their place."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _text(text: str, number_format: str) -> str:
    """Text in its cell: the fourth section of a format, or the one with an @, may dress or hide it."""
    sections = _sections(number_format)
    section = sections[3] if len(sections) > 3 else next((one for one in sections if _is_for_text(one)), None)
    if section is None or _GENERAL.search(section):
        return text
    return "".join(text if token.kind == "text" else token.text for token in _tokens(section))


@lru_cache(maxsize=1024)
def _is_for_text(section: str) -> bool:
    return any(token.kind == "text" for token in _tokens(section))


def _number(value: float, number_format: str, since_1904: bool) -> str:
    plain = _general(value)
    try:
        exact = Decimal(plain)
    except InvalidOperation:
        return plain
    if not exact.is_finite():
        return plain
    section, sign = _section(_sections(number_format), exact)
    tokens = _tokens(section)
    kinds = {token.kind for token in tokens}
    if is_date(section):
        return shown_date(exact, section, since_1904) or plain
    if _GENERAL.search(section):
        return _around_general(section, plain if sign else plain.removeprefix("-"))
    if kinds & {"text", "power"} or any(token == _Token("literal", "/") for token in tokens):
        return plain
    return _dressed(exact, tokens, sign)


def _general(value: float) -> str:
    if isinstance(value, int) or (value.is_integer() and abs(value) < 1e15):
        return str(int(value))
    if not math.isfinite(value):
        return str(value)
    text = format(value, ".15g")
    if "e" not in text:
        return text
    return format(Decimal(text), "f") if abs(value) < 1e20 else text


def _around_general(section: str, plain: str) -> str:
    before, _, after = _GENERAL.sub("\0", section, count=1).partition("\0")
    return "".join([*(token.text for token in _tokens(before)), plain, *(token.text for token in _tokens(after))])


@lru_cache(maxsize=1024)
def _sections(number_format: str) -> tuple[str, ...]:
    """The parts of a format between semicolons: positive; negative; zero; text."""
    parts, start = [], 0
    for token in _TOKEN.finditer(number_format):
        if token["plain"] == ";":
            parts.append(number_format[start : token.start()])
            start = token.end()
    return (*parts, number_format[start:] or ("" if parts else "General"))


def _section(sections: Sequence[str], value: Decimal) -> tuple[str, bool]:
    """The part of a format that holds for a value, and whether a minus is still to be set before the number."""
    numeric = [one for one in sections[:3] if not (_is_for_text(one) and len(sections) > 1)] or ["General"]
    if any(_CONDITION.search(one) for one in numeric):
        return _section_by_condition(numeric, value)
    if value < 0:
        return (numeric[1], False) if len(numeric) > 1 else (numeric[0], True)
    return (numeric[2] if value == 0 and len(numeric) > 2 else numeric[0]), False


def _section_by_condition(sections: Sequence[str], value: Decimal) -> tuple[str, bool]:
    for number, section in enumerate(sections):
        condition = _CONDITION.search(section)
        if condition is not None:
            if _holds(value, condition[1], Decimal(condition[2])):
                return section, value < 0 and not condition[1].startswith("<")
        elif number == len(sections) - 1 or (number == 1 and value < 0):
            return section, value < 0
    return "General", True


def _holds(value: Decimal, sign: str, bound: Decimal) -> bool:
    return {
        "<": value < bound,
        "<=": value <= bound,
        ">": value > bound,
        ">=": value >= bound,
        "=": value == bound,
        "<>": value != bound,
    }[sign]


@lru_cache(maxsize=1024)
def _tokens(section: str) -> tuple[_Token, ...]:
    return tuple(token for match in _TOKEN.finditer(section) if (token := _token(match)) is not None)


def _token(match: re.Match[str]) -> _Token | None:
    kind = match.lastgroup or ""
    if kind in ("note", "room", "fill"):
        return None
    if kind in ("digit", "power"):
        return _Token(kind, match[0])
    if kind == "plain" and (own := {".": "point", ",": "comma", "%": "percent", "@": "text"}.get(match[0])):
        return _Token(own, match[0])
    return _Token("literal", match[kind])


def _dressed(value: Decimal, tokens: Sequence[_Token], sign: bool) -> str:
    """A number by placeholders and literals: 12,345.60 by #,##0.00, 95% by 0%, 1234.5678 by 0!.0000."""
    kinds = [token.kind for token in tokens]
    if "digit" not in kinds:
        return "".join(token.text for token in tokens)
    point = kinds.index("point") if "point" in kinds else len(tokens)
    wholes = [number for number in range(point) if kinds[number] == "digit"]
    decimals = [number for number in range(point, len(tokens)) if kinds[number] == "digit"]
    grouped = bool(wholes) and "comma" in kinds[wholes[0] : wholes[-1]]
    thousands = sum(
        kinds[after[-1] : end].count("comma") for after, end in ((wholes, point), (decimals, None)) if after
    )
    exact = abs(value).scaleb(2 * kinds.count("percent") - 3 * thousands, _EXACT)
    most = min(len(decimals), _MOST_DECIMALS)
    whole, _, rest = format(exact.quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP, _EXACT), "f").partition(".")
    texts = {number: token.text for number, token in enumerate(tokens) if token.kind in ("literal", "percent")}
    texts |= _whole_digits(whole.lstrip("0"), wholes, tokens, grouped)
    texts |= (fraction := _decimal_digits(rest, decimals, tokens))
    if any(fraction.values()):
        texts[point] = "."
    if not wholes:
        texts[point] = f"{whole.lstrip('0')}{texts.get(point, '')}"
    return _signed("".join(texts[number] for number in sorted(texts)), sign, value)


def _whole_digits(whole: str, places: Sequence[int], tokens: Sequence[_Token], grouped: bool) -> dict[int, str]:
    """The digits before the point over their placeholders, from the right; the first takes all that are left."""
    texts: dict[int, str] = {}
    least = next((len(places) - n for n, at in enumerate(places) if tokens[at].text == "0"), 0)
    digits = whole.rjust(least, "0")
    for n, at in enumerate(reversed(places)):
        end = len(digits) - n
        start = 0 if n == len(places) - 1 else max(end - 1, 0)
        texts[at] = digits[start:end] if end > 0 else ""
        if grouped and texts[at]:
            texts[at] = _grouped(texts[at], n)
    return texts


def _grouped(digits: str, behind: int) -> str:
    """Digits with a comma behind each that has a multiple of three digits behind it, `behind` them the rest."""
    places = range(len(digits) - 1 + behind, behind - 1, -1)
    return "".join(digit + ("," if left and left % 3 == 0 else "") for digit, left in zip(digits, places, strict=True))


def _decimal_digits(rest: str, places: Sequence[int], tokens: Sequence[_Token]) -> dict[int, str]:
    """The digits behind the point over their placeholders; last zeros over # and ? are not shown."""
    least = max((n for n, at in enumerate(places, 1) if tokens[at].text == "0"), default=0)
    kept = rest[:least] + rest[least:].rstrip("0")
    return {at: kept[n : n + 1] for n, at in enumerate(places)}


def _signed(text: str, sign: bool, value: Decimal) -> str:
    """The text with its minus; that of a number which the digits round to zero is left out."""
    text = text.strip()
    if value < 0 and text.startswith("(") and text.endswith(")"):
        text = f"-{text[1:-1]}"
    if not re.search(r"[1-9]", text):
        return text.removeprefix("-") if value < 0 and re.search(r"\d", text) else text
    return f"-{text}" if sign and value < 0 else text
