"""Answers for programs: rows, and tables of pandas."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from kb.rows.printed import YUAN, Answer, Value, heading

if TYPE_CHECKING:
    import pandas as pd


class PandasMissing(ImportError):
    """pandas is not installed; the message says how to get it."""

    def __init__(self) -> None:
        super().__init__("要装 pandas (pandas is needed): pip install 'yusuan-kb[pandas]'")


@dataclass(frozen=True, slots=True)
class Result:
    """The answer to a question: its columns, its rows in yuan, and the query that gave them."""

    answer: Answer
    query: str

    def __len__(self) -> int:
        return len(self.answer.rows)

    def rows(self) -> list[dict[str, Value]]:
        """One dict per row by column name; money in exact yuan (Decimal), blanks None."""
        names = [column.name for column in self.answer.columns]
        return [dict(zip(names, row, strict=True)) for row in self.answer.rows]

    def units(self) -> dict[str, str]:
        """Column name → its unit (元, %), for the columns that have one."""
        return {column.name: column.unit for column in self.answer.columns if column.unit}

    def df(self, *, floats: bool = False, wan_yuan: bool = False, headings: bool = False) -> pd.DataFrame:
        """The answer as a pandas table; `df.attrs["units"]` tells the unit of each column that has one.

        Numbers stay exact `Decimal`s (dtype object), or become floats where `floats` says so. Money is in yuan, or in
        万元 with `wan_yuan`. Columns are named as in the query, or with `headings` as people read them: 金额（元）.
        Blanks are None, or NaN among floats. Raises PandasMissing.
        """
        try:
            import pandas as pd
        except ImportError as error:
            raise PandasMissing from error
        shown = self.answer.in_wan_yuan() if wan_yuan else self.answer
        names = [heading(column) if headings else column.name for column in shown.columns]
        frame = pd.DataFrame([list(row) for row in shown.rows], columns=names, dtype=object)
        for name, column in zip(names, shown.columns, strict=True):
            values = [value for value in frame[name] if value is not None]
            numeric = bool(values) and all(isinstance(value, Decimal) for value in values)
            if floats and (numeric or column.unit == YUAN):
                frame[name] = frame[name].map(lambda value: None if value is None else float(value)).astype(float)
            elif values and len(values) == len(frame) and all(isinstance(value, int) for value in values):
                frame[name] = frame[name].astype("int64")
        frame.attrs["units"] = {
            name: column.unit for name, column in zip(names, shown.columns, strict=True) if column.unit
        }
        return frame
