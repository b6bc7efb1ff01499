"""A fuzz of structure over every reader and stage: `make fuzz MINUTES=30`.

    PYTHONPATH=.:tests python -m fuzz --minutes 30 --seed 1 --log docs/fuzz.md
    PYTHONPATH=.:tests python -m fuzz --again 'html 1234567'      one input again, here, with its traceback

Each input is made from a number, in a child process with bounds of its own. Told are crashes (anything but a result or
one sentence), inputs that take over 20 s of the processor, and those that take over 1 GB.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from fuzz.attempts import Item, Tried, attempt
from fuzz.targets import TARGETS
from kb.processes.crew import WorkLimits, in_order
from loaders.scratch import scratch

LIMITS = WorkLimits(seconds=400, megabytes=3000)
"""Of the clock, for a machine that others keep busy; the processor is bounded sooner."""


@dataclass
class Figures:
    """What came of all inputs of one target."""

    inputs: int = 0
    refused: int = 0
    slowest: float = 0.0
    largest: float = 0.0
    troubles: Counter[str] = field(default_factory=Counter)
    first: dict[str, int] = field(default_factory=dict)

    def add(self, number: int, tried: Tried) -> None:
        """One more input."""
        self.inputs += 1
        self.refused += tried.refused
        self.slowest = max(self.slowest, tried.seconds)
        self.largest = max(self.largest, tried.megabytes)
        if tried.trouble:
            self.troubles[tried.trouble] += 1
            self.first.setdefault(tried.trouble, number)


def run(minutes: float, seed: int, names: list[str], workers: int) -> dict[str, Figures]:
    """Fuzz the targets in turn for so long."""
    figures = {name: Figures() for name in names}
    done = in_order(
        attempt, lambda _item, trouble: Tried(trouble=trouble[:200]), _items(minutes, seed, names), workers, LIMITS
    )
    for (name, number), tried in zip(_items(0, seed, names, endless=True), done, strict=False):
        figures[name].add(number, tried)
        if tried.trouble:
            print(f"{name} {number}: {tried.trouble} ({tried.seconds:.1f} s, {tried.megabytes:.0f} MB)", flush=True)
    return figures


def _items(minutes: float, seed: int, names: list[str], *, endless: bool = False) -> Iterator[Item]:
    dice, until = random.Random(seed), time.monotonic() + 60 * minutes
    while endless or time.monotonic() < until:
        for name in names:
            yield name, dice.randrange(10**9)


def log(figures: dict[str, Figures], minutes: float, seed: int) -> str:
    """The figures as a Markdown page."""
    rows = [
        f"| {name} | {one.inputs} | {one.refused} | {one.slowest:.1f} | {one.largest:.0f} | {_verdict(one)} |"
        for name, one in figures.items()
    ]
    return "\n".join(
        [
            "# The fuzz of structure 结构变异试验",
            "",
            f"`make fuzz MINUTES={minutes:g} SEED={seed}`: {sum(one.inputs for one in figures.values())} inputs. Each "
            "is made from a small document, answer or sentence of `tests/fuzz/`: elements, lines, records and figures "
            "doubled, flooded, nested, moved, dropped, replaced. Wrong: a crash, over 20 s of CPU, over 1 GB.",
            "",
            "由手写的小文件变异而成：元素、行、记录、数字被重复、堆积、嵌套、移动、删去、替换。"
            "崩溃、超过 20 秒、超过 1 GB 都算错。",
            "",
            "| reader or stage 环节 | inputs 输入 | refused 拒绝 | slowest 最慢 s | most 最多 MB | wrong 出错 |",
            "|---|--:|--:|--:|--:|---|",
            *rows,
            "",
        ]
    )


def _verdict(one: Figures) -> str:
    return (
        "; ".join(f"{trouble} × {count} (first: {one.first[trouble]})" for trouble, count in one.troubles.items())
        or "–"
    )


def main() -> None:
    """Run as a program."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--only", action="append", choices=list(TARGETS))
    parser.add_argument("--again", metavar="'TARGET NUMBER'")
    parser.add_argument("--log", type=Path)
    options = parser.parse_args()
    if options.again:
        name, _, number = options.again.rpartition(" ")
        with scratch("fuzz") as folder:
            print(TARGETS[name].use(TARGETS[name].make(random.Random(int(number))), folder))
        return
    figures = run(options.minutes, options.seed, options.only or list(TARGETS), options.workers)
    text = log(figures, options.minutes, options.seed)
    (options.log.write_text(text, encoding="utf-8") if options.log else print(text))
    sys.exit(any(one.troubles for one in figures.values()))


if __name__ == "__main__":
    main()
