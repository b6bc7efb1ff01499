"""Numbers as pages show them: exact, with thousands separators, money in 万元 with two decimals at least."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from kb.rows.printed import number_text

WAN = Decimal(10000)


def grouped(text: str) -> str:
    """A plain decimal number with a comma after each three digits; any other text as it is."""
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    whole, dot, rest = digits.partition(".")
    if not whole.isascii() or not whole.isdigit() or (dot and not rest.isdigit()):
        return text
    return f"{sign}{int(whole):,}{dot}{rest}" if whole == str(int(whole)) else text


def wan_yuan(yuan: Decimal | int | None, decimals: int = 0) -> str:
    """Yuan as 万元, with so many decimals at least, so that a column can be read down; nothing for None."""
    if yuan is None:
        return ""
    text = grouped(number_text(Decimal(yuan) / WAN, is_money=True))
    return text + "0" * (decimals - len(text.partition(".")[2]))


def decimals_of(amounts: Iterable[Decimal | int]) -> int:
    """How many decimals the longest of some amounts in yuan has in 万元."""
    return max((len(wan_yuan(amount).partition(".")[2]) for amount in amounts), default=0)


def plain_number(value: Decimal | int) -> str:
    """A number that is no money."""
    return grouped(number_text(value))


def percent(part: Decimal, whole: Decimal) -> str:
    """A share with one decimal; nothing where there is no whole."""
    return f"{100 * part / whole:.1f}%" if whole else ""
