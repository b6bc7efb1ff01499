"""The answer in one sentence, before the table: figure, unit, year, stage and place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from kb.asking.ask import AskedQuestion
from kb.asking.names import key
from kb.asking.questions import Cut
from kb.asking.remarks import remarks
from kb.rows.columns import Column
from kb.rows.printed import Answer, Value, number_text

Row = tuple[Value, ...]

MOST_SENTENCES = 4
"""Rows that are printed one by one; of more, the first and how many there are."""
_FIELD = re.compile(r"\{(\w+)\}")
_EMPTY = re.compile(r"（\s*）|，\w{1,4}：\s*(?=[（，]|$)")
"""Brackets around nothing, and what is announced (，原因：) and lacking."""


def headline(asked: AskedQuestion, answer: Answer, sought: Sequence[str] = ()) -> str:
    """The answer in one sentence, with what is said of it besides; empty where there is nothing to say.

    `sought` are words that some rows are asked for by, or what of a thing is asked for: those rows are stated.

    `answer` is what is shown: its columns say whether money is in 元 or 万元.
    """
    aspects = [one for one in sought if one in asked.question.aspects]
    found = _sought(answer, [one for one in sought if one not in aspects]) or _of_aspects(asked, answer, aspects)
    return "；".join(text for text in (found or _stated(asked, answer), *remarks(asked, answer)) if text)


def _sought(answer: Answer, words: Sequence[str]) -> str:
    """The rows that hold all of the words, cell by cell."""
    rows = [row for row in answer.rows if words and all(any(word in key(str(one)) for one in row) for word in words)]
    cells = (
        [_shown(value, column) for value, column in zip(row, answer.columns, strict=True)]
        for row in rows[:MOST_SENTENCES]
    )
    return "；".join(" ".join(cell for cell in row if cell) for row in cells)


def _of_aspects(asked: AskedQuestion, answer: Answer, aspects: Sequence[str]) -> str:
    """The first rows of each aspect that is asked for; of one that the question has a sentence for, that sentence."""
    usual = set(asked.question.headline_where.values())
    stated: list[str] = []
    for aspect in aspects:
        rows = [row for row in answer.rows if aspect in row] or [
            row for row in answer.rows if any(isinstance(one, str) and aspect in one for one in row)
        ]
        firsts = [row for row in rows if usual & set(row)] or rows[:MOST_SENTENCES]
        cells = ([_shown(one, column) for one, column in zip(row, answer.columns, strict=True)] for row in firsts)
        stated += [" ".join(cell for cell in row if cell) for row in cells]
    return "；".join(stated)


def _stated(asked: AskedQuestion, answer: Answer) -> str:
    """The sentence of a question's `headline` for the rows of its answer; empty where it has none, or no row fits."""
    template = asked.question.headline
    names = [column.name for column in answer.columns]
    wanted = asked.question.headline_where
    if not template or not wanted.keys() <= set(names):
        return ""
    meant = {name: choice.label for name, choice in asked.meant.items()}
    fitting = [row for row in answer.rows if _fits(dict(zip(names, row, strict=True)), wanted, meant)]
    fitting = fitting or list(answer.rows)
    sentences = list(dict.fromkeys(_sentence(template, answer.columns, row, meant) for row in fitting))
    if len(sentences) > MOST_SENTENCES:
        firsts = _first_of_each(asked.question.cut, names, fitting) if "order" in meant else fitting[:1]
        sentences = [_sentence(template, answer.columns, row, meant) for row in firsts[:MOST_SENTENCES]]
        return f"{'；'.join(sentences)}；……共 {len(answer.rows)} 行"
    return "；".join(sentences)


def _first_of_each(cut: Cut | None, names: Sequence[str], rows: Sequence[Row]) -> list[Row]:
    """The first row of each ranking: of 预算 and of 决算, where they are ranked apart."""
    within = [names.index(name) for name in cut.within.split()] if cut else []
    firsts: dict[tuple[Value, ...], Row] = {}
    for row in rows:
        firsts.setdefault(tuple(row[index] for index in within), row)
    return list(firsts.values())


def _fits(row: Mapping[str, Value], wanted: Mapping[str, str], meant: Mapping[str, str]) -> bool:
    """Whether a row is one that the sentence is about; a parameter that is given makes the choice by itself."""
    return all(name in meant or "measure" in meant or row[name] == value for name, value in wanted.items())


def _sentence(template: str, columns: tuple[Column, ...], row: Row, meant: Mapping[str, str]) -> str:
    values = {column.name: _shown(value, column) for column, value in zip(columns, row, strict=True)}
    text = _FIELD.sub(lambda match: values.get(match[1], meant.get(match[1], "")), template)
    return " ".join(_EMPTY.sub("", text).split())


def _shown(value: Value, column: Column) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        unit = f" {column.unit}" if column.unit and column.unit != "%" else column.unit
        return f"{number_text(value, is_money=column.unit in {'元', '万元'})}{unit}"
    return str(value)
