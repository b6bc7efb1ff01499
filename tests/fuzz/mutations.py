"""Structure changed at random: trees, lines, tokens, records; what they are made of stays, so that it gets far."""

from __future__ import annotations

import copy
import json
import random
import re
from collections.abc import Callable, MutableSequence
from typing import Any

LARGEST = 400_000
"""Bytes of a mutated document: enough to show growth, too few to be slow by itself."""
HOSTILE = (
    "", "0", "-0", "-1", "1", "65535", "65536", "2147483647", "-2147483648", "4294967296", "99999999999999999999",
    "1e999999999", "NaN", "Infinity", "１２３", "٣", "1,2,3,4", "--", "——", "%", "万元", "0.0.0", "\u202e12\u202c",
    "\x1b[31m", "\ufeff", "\u3000", "）（", "〔2024〕", "=1+1", "其中：", "合计", "2024年", "12,345.67", "﹪", "㎡",
)  # fmt: skip
TIMES = (2, 3, 10, 100, 2000)


def tokens(dice: random.Random, text: str) -> str:
    """Words, figures and signs doubled, many times repeated, moved, replaced, nested in brackets."""
    parts = re.findall(r"[0-9][0-9,.]*|[a-zA-Z]+|[一-鿿]{1,6}|\s+|.", text, re.DOTALL)
    for _ in range(dice.randint(1, 6)):
        _shuffle(dice, parts, lambda _part: dice.choice(HOSTILE))
        if dice.random() < 0.2 and parts:
            at, depth = dice.randrange(len(parts)), dice.choice(TIMES)
            left, right = dice.choice(("（）", "《》", "〔〕", "()", "“”", "[]"))
            parts[at] = left * depth + parts[at] + right * depth
    return _cut("".join(parts))


def lines(dice: random.Random, text: str) -> str:
    """Lines and blocks of lines doubled, moved, left out; columns of tables moved, cells replaced."""
    parts = text.split("\n")
    for _ in range(dice.randint(1, 6)):
        _shuffle(dice, parts, lambda line: _cells(dice, line))
    return _cut("\n".join(parts))


def _cells(dice: random.Random, line: str) -> str:
    cells = line.split("\t")
    _shuffle(dice, cells, lambda _cell: dice.choice(HOSTILE))
    return dice.choice(("\t", "\t", "\t", " ", "|", "")).join(cells)


def _shuffle(dice: random.Random, parts: MutableSequence[str], change: Callable[[str], str]) -> None:
    """One change of a sequence."""
    if not parts:
        return
    at, to = dice.randrange(len(parts)), dice.randrange(len(parts))
    until = min(len(parts), at + dice.choice((1, 1, 2, 5, 20)))
    piece = list(parts[at:until])
    match dice.choice(("double", "drop", "move", "change", "swap", "flood")):
        case "double":
            parts[to:to] = piece
        case "drop":
            del parts[at:until]
        case "move":
            del parts[at:until]
            parts[to:to] = piece
        case "change":
            parts[at] = change(parts[at])
        case "swap":
            parts[at], parts[to] = parts[to], parts[at]
        case "flood":
            room = LARGEST // (4 * max(1, sum(map(len, piece))))
            parts[to:to] = piece * min(dice.choice(TIMES), max(1, room))


def tree(dice: random.Random, root: Any) -> None:
    """Elements of XML or HTML doubled, flooded, moved, dropped, nested; their attributes and texts replaced."""
    for _ in range(dice.randint(1, 6)):
        nodes = [node for node in root.iter() if node is not root and isinstance(node.tag, str)]
        if not nodes:
            return
        node, other = dice.choice(nodes), dice.choice(nodes)
        parent = node.getparent()
        match dice.choice(
            ("double", "flood", "move", "drop", "nest", "rename", "attribute", "attribute", "text", "swap")
        ):
            case "double":
                parent.append(copy.deepcopy(node))
            case "flood":
                size = 1 + sum(1 for _ in node.iter())
                for _time in range(min(dice.choice(TIMES), max(1, 4000 // size))):
                    parent.append(copy.deepcopy(node))
            case "move":
                if node not in list(other.iterancestors()) and node is not other:
                    other.append(node)
            case "drop":
                parent.remove(node)
            case "nest":
                depth = dice.choice((2, 10, 60, 200))
                for _time in range(depth):
                    shell = node.makeelement(node.tag, dict(node.attrib))
                    node.getparent().replace(node, shell)
                    shell.append(node)
            case "rename":
                node.tag = other.tag
            case "attribute":
                keys = list(node.attrib) or list(other.attrib)
                if keys:
                    node.set(dice.choice(keys), _attribute(dice, other))
            case "text":
                node.text = _plain(dice.choice(HOSTILE)) * dice.choice((1, 1, 100, 20_000))
            case "swap":
                node.attrib.update(other.attrib)


def _attribute(dice: random.Random, other: Any) -> str:
    return str(dice.choice([*other.attrib.values(), *map(_plain, HOSTILE), "1000000", "16384", "A1:XFD1048576"]))


def _plain(text: str) -> str:
    """A text that XML can hold."""
    return text.replace("\x1b", "\u009b")


def objects(dice: random.Random, data: bytes) -> bytes:
    """A PDF whose numbers, references and operators are others; the lengths and places of streams stay wrong."""
    parts = re.split(rb"(\d+ 0 R|[+-]?\d+(?:\.\d+)?|/[A-Za-z0-9]+|<[0-9a-fA-F]*>|\n)", data)
    for _ in range(dice.randint(1, 8)):
        at = dice.randrange(len(parts))
        if re.fullmatch(rb"\d+ 0 R", parts[at]):
            parts[at] = b"%d 0 R" % dice.randint(0, 12)
        elif re.fullmatch(rb"[+-]?\d+(?:\.\d+)?", parts[at]):
            parts[at] = dice.choice((b"0", b"-1", b"1e9", b"99999999999", b"0.0001", b"65537", b"7"))
        else:
            to = dice.randrange(len(parts))
            piece = parts[at : at + dice.choice((1, 3, 10, 40))]
            size = max(1, sum(map(len, piece)))
            parts[to:to] = piece * min(dice.choice(TIMES), max(1, LARGEST // (4 * size)))
    return b"".join(parts)[:LARGEST]


def words_of_bytes(dice: random.Random, data: bytes) -> bytes:
    """Binary records (an old workbook, a zip) with lengths, counts and chains of others."""
    made = bytearray(data)
    for _ in range(dice.randint(1, 6)):
        size = dice.choice((1, 2, 4))
        at = dice.randrange(0, max(1, len(made) - size), dice.choice((1, 2, 4)))
        value = dice.choice((0, 1, 2, 0x7F, 0xFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFE, dice.randrange(256)))
        made[at : at + size] = (value & (1 << 8 * size) - 1).to_bytes(size, "little")
    return bytes(made)


def values(dice: random.Random, found: Any) -> Any:
    """A value of JSON with others in it, deeper, longer, of other kinds."""
    match dice.choice(("kind", "inside", "inside", "inside", "deep", "many")):
        case "inside" if isinstance(found, dict) and found:
            key = dice.choice(list(found))
            changed = {**found, key: values(dice, found[key])}
            if dice.random() < 0.2:
                changed[dice.choice(HOSTILE)] = changed.pop(key)
            return changed
        case "inside" if isinstance(found, list) and found:
            at = dice.randrange(len(found))
            return [*found[:at], values(dice, found[at]), *found[at + 1 :]]
        case "deep":
            depth = dice.choice((3, 50, 400))
            for _ in range(depth):
                found = [found] if dice.random() < 0.5 else {"value": found, "type": "triple"}
            return found
        case "many":
            room = LARGEST // max(1, len(json.dumps(found)))
            return [found] * max(1, min(dice.choice(TIMES), room))
    return dice.choice((None, True, 7, -1, 1e308, "", [], {}, *HOSTILE))


def as_json(dice: random.Random, text: str) -> str:
    """A text of JSON, changed."""
    found = json.loads(text)
    for _ in range(dice.randint(1, 3)):
        found = values(dice, found)
    try:
        return json.dumps(found, ensure_ascii=dice.random() < 0.5)[:LARGEST]
    except RecursionError:  # deeper than the writer of the input can say
        return "[" * LARGEST


def _cut(text: str) -> str:
    return text[:LARGEST]
