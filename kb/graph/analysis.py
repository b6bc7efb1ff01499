"""What every analysis gives: a table, the formula behind it, and what was left out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kb.rows.columns import Column
from kb.rows.printed import WAN_YUAN, Answer, Value

SEPARATOR = "、"


@dataclass(frozen=True, slots=True)
class Analysis:
    """An answer with its `formula` and `left_out`, each as (Chinese, English) or a sentence that holds both."""

    answer: Answer
    formula: tuple[str, str]
    left_out: tuple[str, ...] = ()

    def notes(self) -> list[str]:
        """What a reader should know beside the table."""
        zh, en = self.formula
        return [f"算法 (formula): {zh} ({en})", *(f"未计 (left out): {sentence}" for sentence in self.left_out)]


def table(columns: Iterable[tuple[str, str]], rows: Iterable[tuple[Value, ...]]) -> Answer:
    """An answer from (name, label) pairs; a label that ends with 万元 in brackets is money."""
    described = []
    for name, label in columns:
        is_money = label.endswith(f"（{WAN_YUAN}）")
        described.append(Column(name, label.removesuffix(f"（{WAN_YUAN}）"), unit=WAN_YUAN if is_money else ""))
    return Answer(tuple(described), tuple(rows))


def documents_of(edges: Iterable[dict[str, Any]]) -> str:
    """The documents behind edges, each once, sorted."""
    return SEPARATOR.join(sorted({document for edge in edges for document in edge["documents"]}))
