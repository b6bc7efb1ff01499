"""How time grows with size: every reader and stage over generated inputs, doubled four times.

    python -m benchmarks.growth --log docs/growth.md            all
    python -m benchmarks.growth --only 'prose: changes'          one

Seconds are those of the processor, with nothing remembered of an input before. The exponent is that of the last two
doublings: 1 is as the size, 2 its square. That of the calls of functions, over the first two doublings, knows nothing
of a machine whose memory is slow and whose processors others keep busy.
"""

from __future__ import annotations

import argparse
import cProfile
import functools
import gc
import math
import pstats
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

from benchmarks import growth_files as files

DOUBLINGS = 4
MOST_EXPONENT = 1.15
QUICK = 0.7
"""Seconds: what takes longer is not measured again."""
CAPTION = "部门预算支出总表\n编制部门：青山县水利局\t单位：万元\n功能科目编码\t科目名称\t合计\t基本支出\t项目支出\n"
Input = Any


@dataclass(frozen=True, slots=True)
class Case:
    """An input of a size, and what is done with it; `first` is the smallest size."""

    make: Callable[[int], Input]
    use: Callable[[Input], object]
    first: int


@dataclass(frozen=True, slots=True)
class Growth:
    """Seconds by size, the smallest first."""

    name: str
    sizes: tuple[int, ...]
    seconds: tuple[float, ...]
    of_calls: float = 1.0
    """The exponent of the number of calls."""

    @property
    def exponent(self) -> float:
        """That of the last two doublings."""
        return math.log(self.seconds[-1] / self.seconds[-3]) / math.log(self.sizes[-1] / self.sizes[-3])


def _table(rows: int) -> str:
    return CAPTION + "".join(
        f"{2010000 + row}\t科目{row}\t{row % 90 + 3}.50\t{row % 90 + 1}.25\t2.25\n" for row in range(rows)
    )


def _tables(count: int) -> str:
    return "\n".join(_table(12) for _ in range(count))


def _lost_cells(rows: int) -> str:
    """A table whose rows lack blank cells, which sums must place."""
    return CAPTION + "".join(
        f"{2010000 + row}\t科目{row}\t{row % 90 + 3}.50\t{row % 90 + 3}.50\n" for row in range(rows)
    )


def _idle_totals(rows: int) -> str:
    """A table in which every third row is a total that adds up nothing."""
    return CAPTION + "".join(
        f"{2010000 + row}\t科目{row}\t{row % 90 + 3}.50\t{row % 90 + 1}.25\t2.25\n"
        if row % 3
        else f"\t合计\t{row % 7 + 1}.50\t{row % 5 + 1}.25\t1.25\n"
        for row in range(rows)
    )


def _flattened(rows: int) -> str:
    """A table as crawlers leave it: a cell a line."""
    cells = ["部门预算支出总表", "单位：万元", "功能科目编码", "科目名称", "合计", "基本支出", "项目支出"]
    for row in range(rows):
        cells += [f"{2010000 + row}", f"科目{row}", f"{row % 90 + 3}.50", f"{row % 90 + 1}.25", "2.25"]
    return "\n".join(cells)


def _statements(count: int) -> str:
    return "".join(
        f"{number}、2024年一般公共服务支出{number}.50万元，比上年增加20.50万元，增长6.61%，主要原因是人员经费增加。\n"
        for number in range(1, count + 1)
    )


def _one_paragraph(count: int) -> str:
    return "一、收支说明\n" + "".join(
        f"其中：第{number}项支出{number}.50万元，较上年减少2万元；" for number in range(count)
    )


def _numbers_alike(count: int) -> str:
    """A text that a fact holds, of many equal numbers."""
    return "一、名词解释\n（一）检查：" + "每月检查2次，" * count + "。\n"


def _broken_lines(count: int) -> str:
    return "一、收支说明\n" + "本单位承担水利工程建设和管理工作并负责\n" * count


def _indicators(count: int) -> str:
    return "小型水库除险加固项目绩效目标表\n一级指标\t二级指标\t三级指标\t指标值\n" + "".join(
        f"产出指标\t数量指标\t加固水库数量{number}\t≥{number}座\n" for number in range(count)
    )


def _declarations(count: int) -> str:
    return "\n".join(
        f"项目支出绩效目标表\n项目名称\t水库加固{number}\t项目金额（万元）\t{number}.50\n总体目标\t完成{number}座水库加固\n"
        + "一级指标\t二级指标\t三级指标\t指标值\n" + f"产出指标\t数量指标\t加固数量\t≥{number}座\n"
        for number in range(1, count + 1)
    )  # fmt: skip


def _projects(count: int) -> str:
    return "项目支出表\n单位：万元\n项目名称\t合计\t财政拨款\n" + "".join(
        f"水库加固工程{number}\t{number}.50\t{number}.50\n" for number in range(1, count + 1)
    )


def _citations(count: int) -> str:
    return "依据《关于下达资金的通知》" + "".join(f"（冀财社〔2023〕{number}号）、" for number in range(count))


def _document(body: Callable[[int], str], size: int) -> bytes:
    return (files.HEAD + body(size)).encode()


def _read(suffix: str, data: bytes) -> object:
    from loaders.readers import read_bytes

    return read_bytes(data, f"a{suffix}")


def _whole_way(data: bytes) -> object:
    from kb.loading.load import read_file
    from loaders.iris import DEFAULT_BASE
    from loaders.scratch import scratch

    with scratch("growth") as folder:
        path = folder / "a.txt"
        path.write_bytes(data)
        parsed = read_file(path, DEFAULT_BASE)
    assert not parsed.error, parsed.error
    return parsed


def _members(data: bytes) -> object:
    """Every member opened, as a load does."""
    from loaders.readers import bytes_of, members_of
    from loaders.scratch import scratch

    with scratch("growth") as folder:
        path = folder / "a.zip"
        path.write_bytes(data)
        return [bytes_of(member) for member in members_of(path)]


@cache
def _store() -> Any:
    from kb.asking.questions import read_questions
    from kb.resources import folder
    from kb.store.embedded import Store

    store = Store()
    parsed: Any = _whole_way(_document(_table, 20))
    store.replace(parsed.document, parsed.quads)
    return store, read_questions(folder("queries/questions"))


def _ask(sentence: str) -> object:
    from kb.asking.words import reply
    from kb.resources import folder

    store, questions = _store()
    return reply(store, questions, sentence, folder("queries/choices"))


def _checked(parsed: Any) -> object:
    from kb.checks import check_documents
    from kb.store.embedded import Store

    with Store() as store:
        store.replace(parsed.document, parsed.quads)
        return list(check_documents(store, [parsed.document], workers=1))


def _to_check(rows: int) -> Any:
    return _whole_way(_document(_table, rows))


def _results(rows: int) -> bytes:
    row = '{"s":{"type":"uri","value":"https://x/s"},"n":{"type":"literal","value":"1"}}'
    return f'{{"head":{{"vars":["s","n"]}},"results":{{"bindings":[{",".join([row] * rows)}]}}}}'.encode()


def _read_results(body: bytes) -> object:
    from kb.store.remote.results import read

    return read("http://x", body, "SELECT ?s ?n { ?s ?p ?n }")


def _text_case(body: Callable[[int], str], first: int) -> Case:
    return Case(partial(_document, body), _whole_way, first)


CASES = {
    "reader: text, tables": Case(partial(_document, _table), partial(_read, ".txt"), 1000),
    "reader: text, broken lines": Case(partial(_document, _broken_lines), partial(_read, ".txt"), 2000),
    "reader: HTML, rows": Case(files.html, partial(_read, ".html"), 500),
    "reader: HTML, paragraphs": Case(files.html_paragraphs, partial(_read, ".html"), 500),
    "reader: DOCX, paragraphs": Case(files.docx, partial(_read, ".docx"), 1000),
    "reader: DOCX, rows": Case(files.docx_table, partial(_read, ".docx"), 300),
    "reader: flat OPC": Case(files.flat_opc, partial(_read, ".xml"), 1000),
    "reader: XLSX": Case(files.xlsx, partial(_read, ".xlsx"), 500),
    "reader: XLS": Case(files.xls, partial(_read, ".xls"), 500),
    "reader: ODS": Case(files.ods, partial(_read, ".ods"), 500),
    "reader: PDF, pages": Case(files.pdf, partial(_read, ".pdf"), 4),
    "reader: PDF, one page": Case(files.pdf_one_page, partial(_read, ".pdf"), 50),
    "reader: archive, members": Case(files.archive, _members, 125),
    "forms: one table": _text_case(_table, 100),
    "forms: totals that add up nothing": _text_case(_idle_totals, 400),
    "forms: many tables": _text_case(_tables, 8),
    "forms: lost cells (alignment, arithmetic)": _text_case(_lost_cells, 100),
    "forms: flattened": _text_case(_flattened, 50),
    "forms: projects": _text_case(_projects, 100),
    "forms: indicators": _text_case(_indicators, 100),
    "forms: declarations": _text_case(_declarations, 20),
    "prose: statements": _text_case(_statements, 50),
    "prose: one paragraph": _text_case(_one_paragraph, 50),
    "account: numbers alike": _text_case(_numbers_alike, 500),
    "prose: broken lines": _text_case(_broken_lines, 250),
    "prose: citations": _text_case(_citations, 100),
    "checks": Case(_to_check, _checked, 50),
    "sentences of kb ask": Case(lambda size: "青山县水利局2024年的三公经费和项目支出，" * size, _ask, 1),
    "sentences of kb ask, nonsense": Case(lambda size: "甲乙丙丁戊" * size, _ask, 6),
    "answers of servers": Case(_results, _read_results, 5000),
}  # fmt: skip


def measure(name: str) -> Growth:
    """A case at five sizes, each the best of three where it is quick; no further where one takes over a minute."""
    case = CASES[name]
    case.use(case.make(max(1, case.first // 4)))  # what is made once is made
    sizes, taken = [], []
    for doubling in range(DOUBLINGS + 1):
        size = case.first * 2**doubling
        made = case.make(size)
        sizes.append(size)
        taken.append(_seconds(case, made))
        if taken[-1] > 60:
            break
    few, many = (_calls(case, case.make(size)) for size in (case.first, 4 * case.first))
    return Growth(name, tuple(sizes), tuple(taken), math.log(many / few, 4))


def _calls(case: Case, made: Input) -> int:
    """How many functions are called."""
    profile = cProfile.Profile()
    _forget()
    profile.runcall(case.use, made)
    return int(pstats.Stats(profile).total_calls)  # type: ignore[attr-defined]


def _forget() -> None:
    """Forget what functions remember of inputs: what has no bound is of the lexicon."""
    for one in gc.get_objects():
        if isinstance(one, functools._lru_cache_wrapper) and one.cache_parameters()["maxsize"] is not None:
            one.cache_clear()
    gc.collect()


def _seconds(case: Case, made: Input) -> float:
    best = math.inf
    for _again in range(3):
        _forget()
        started = time.process_time()
        case.use(made)
        best = min(best, time.process_time() - started)
        if best > QUICK:
            break
    return max(best, 1e-6)


def log(found: list[Growth]) -> str:
    """The table as a Markdown page."""
    rows = [
        f"| {one.name} | {one.sizes[0]}–{one.sizes[-1]} | {' '.join(f'{taken:.2f}' for taken in one.seconds)} "
        f"| {one.exponent:.2f} | {one.of_calls:.2f} |"
        for one in found
    ]
    return "\n".join(
        [
            "# How time grows with size 时间随大小的增长",
            "",
            "`python -m benchmarks.growth`: generated inputs, doubled four times; seconds of CPU; the exponent "
            "of the last two doublings (1: as the size, 2: its square), and that of the calls of functions, which no "
            "other program changes.",
            "",
            "生成的输入，四次加倍；处理器秒数；末两次加倍的指数（1 为成正比，2 为平方）；"
            "函数调用次数的指数（不受别的程序影响）。",
            "",
            "| reader or stage 环节 | sizes 大小 | seconds 秒 | exponent 指数 | of calls 调用 |",
            "|---|---|---|--:|--:|",
            *rows,
            "",
        ]
    )


def main() -> None:
    """Run as a program."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", action="append")
    parser.add_argument("--log", type=Path)
    options = parser.parse_args()
    found = []
    for name in _chosen(options.only):
        found.append(measure(name))
        one = found[-1]
        times = " ".join(f"{taken:.2f}" for taken in one.seconds)
        mark = "  <<<" if one.exponent > MOST_EXPONENT else ""
        print(f"{name}: {times}  {one.exponent:.2f} {one.of_calls:.2f}{mark}", file=sys.stderr, flush=True)
    text = log(found)
    (options.log.write_text(text, encoding="utf-8") if options.log else print(text))


def _chosen(only: list[str] | None) -> Iterator[str]:
    return (name for name in CASES if not only or any(part in name for part in only))


if __name__ == "__main__":
    main()
