"""Sentences people ask, measured over real documents: `make sentences`, or `python -m benchmarks.sentences --help`.

Writes the table of `docs/questions.md`. `--show held` prints one by one what is not right of a set, for a judgement by
hand.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter, deque
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks.__main__ import ROOT, SHARED
from benchmarks.table import say, write_whole
from benchmarks.truth import CHOICES, Judge, Judgement, Outcome
from kb.asking.ask import answer, prepare
from kb.asking.headline import headline
from kb.asking.names import UnresolvedName
from kb.asking.questions import Question, read_questions
from kb.asking.words import Reply, reply
from kb.checks import check_documents
from kb.knowledge import KnowledgeBase
from kb.resources import folder
from kb.rows.printed import Answer
from kb.store.embedded import Store
from loaders.scratch import scratch

SENTENCES = ROOT / "tests" / "kb" / "asking" / "words" / "public"
PAGE = ROOT / "docs" / "questions.md"
SETS = {
    "tuned": "公众问法，调过 public, tuned",
    "held": "公众问法，逐句看过 public, judged by hand",
    "fresh": "公众问法，另写的 public, written apart",
}
START, END = "<!-- sentences -->", "<!-- /sentences -->"
HEADINGS = ("对 right", "本来就没有 rightly empty", "反问 asked back", "听不懂 refused", "错 wrong")


def main() -> None:
    """Measure, print, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", type=Path, help="a store that holds the documents; else they are loaded")
    parser.add_argument("--show", choices=sorted(SETS), help="print what is not right of a set")
    parser.add_argument("--only-show", action="store_true", help="leave the table of the documentation as it is")
    options = parser.parse_args()
    with scratch("sentences") as temporary:
        place = options.store or temporary / "store"
        with KnowledgeBase(place, read_only=options.store is not None) as kb:
            if options.store is None:
                say("loading")
                kb.load(SHARED / "text", SHARED / "pdf")
                deque(check_documents(kb.store, kb.documents()), maxlen=0)
            found = {name: list(_judged(kb.store, name, shown=name == options.show)) for name in SETS}
    table = _table(found)
    print(table, end="")
    if not options.only_show:
        content = PAGE.read_text(encoding="utf-8")
        before, rest = content.split(START, 1)
        write_whole({PAGE: f"{before}{START}\n{table}{END}{rest.split(END, 1)[1]}"})


def _judged(store: Store, name: str, *, shown: bool) -> Iterator[Judgement]:
    judge, questions = Judge(store), read_questions(folder("queries/questions"))
    for line in (SENTENCES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        truth = json.loads(line)
        understood, rows, sentence = heard(store, questions, truth["sentence"])
        judgement = judge.judge(truth, understood, rows, sentence)
        if shown and judgement.outcome not in {Outcome.RIGHT, Outcome.RIGHTLY_EMPTY}:
            print(_printed(truth, understood, rows, sentence, judgement))
        yield judgement


def heard(store: Store, questions: Mapping[str, Question], sentence: str) -> tuple[Reply, Answer | None, str]:
    """How a sentence is understood, its answer in yuan, and the answer in one sentence."""
    understood = reply(store, questions, sentence, CHOICES)
    if understood.chosen is None:
        return understood, None, ""
    try:
        asked = prepare(store, understood.chosen.question, understood.chosen.given, CHOICES)
    except UnresolvedName:
        return understood, None, ""
    rows = answer(store, asked)
    return understood, rows, headline(asked, rows.in_wan_yuan(), understood.chosen.sought)


def _printed(
    truth: Mapping[str, Any], understood: Reply, rows: Answer | None, sentence: str, judgement: Judgement
) -> str:
    lines = [f"{truth['id']} {truth['sentence']} — {judgement.outcome}: {judgement.why}"]
    candidates = [understood.chosen] if understood.chosen else understood.reading.candidates[:3]
    for one in candidates:
        lines.append(f"    {one.question.name} {dict(one.given)} over: {one.left} lacks: {one.lacks} {one.score:.1f}")
    lines += [f"    unknown {understood.reading.unknown} ambiguous {dict(understood.reading.ambiguous)}"]
    if rows is not None:
        first = " ".join(map(str, rows.in_wan_yuan().rows[0])) if rows.rows else "(no rows)"
        lines.append(f"    {sentence or first}  [{len(rows.rows)}]")
    return "\n".join(lines)


def _table(found: Mapping[str, list[Judgement]]) -> str:
    lines = [
        f"测量 measured {time.strftime('%Y-%m-%d')}，`make sentences`：",
        "",
        f"| 句子 sentences | | {' | '.join(HEADINGS)} |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for name, judgements in found.items():
        counts = Counter(one.outcome for one in judgements)
        shares = " | ".join(f"{100 * counts[outcome] / len(judgements):.1f} %" for outcome in Outcome)
        lines.append(f"| {SETS[name]} | {len(judgements)} | {shares} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
