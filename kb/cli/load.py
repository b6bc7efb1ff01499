"""`kb load`: documents into the store."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kb.cli._options import CommandContext, pass_kb, store_option
from kb.cli._printing import say, show_table

if TYPE_CHECKING:
    from kb.answers import Answer
    from kb.loading import Outcome

STATUS_WORDS = {"new": "新装入", "replaced": "已更新", "unchanged": "未变", "read": "未装入", "failed": "失败"}


@click.command("load")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--dry-run", is_flag=True, help="只读不装, 库不改动 (read only, change nothing).")
@click.option("--base", metavar="IRI", help="新库的基准 IRI (base IRI of a new store).")
@click.option(
    "--workers", type=click.IntRange(min=1), help="同时读几个文件, 默认为处理器数 (processes; default: cores)."
)
@store_option
@pass_kb
def command(kb: CommandContext, paths: tuple[str, ...], dry_run: bool, base: str | None, workers: int | None) -> None:
    """装入预算公开文件 (load disclosures into the store).

    PATH 是文件、文件夹 (连同下级, 隐藏文件除外) 或通配符. 再装同一文件, 库不改动; 新版本替换旧版本.
    读不了的文件逐个说明, 其余照装, 退出码非零.

    Files, folders (walked through, hidden files left out) or globs. Loading again changes nothing; a new version
    replaces the old one. A file that cannot be read is named, the rest loads, and the exit code is not zero.

    \b
    kb load samples
    kb load 公开/2024 '公开/2025/*.pdf' --store budgets
    kb load 某某局.txt --dry-run
    """
    from kb.loading import files_of, load
    from loaders.iris import DEFAULT_BASE

    files = list(dict.fromkeys(files_of(paths)))
    store = None if dry_run else kb.store_to_write(base)
    found = load(files, store, store.base if store else base or DEFAULT_BASE, workers=workers)
    hidden = not sys.stderr.isatty()
    with click.progressbar(found, length=len(files), file=sys.stderr, label="读文件 (reading)", hidden=hidden) as bar:
        outcomes = list(bar)
    _report(outcomes)
    if any(outcome.status == "failed" for outcome in outcomes):
        raise click.exceptions.Exit(1)


def _report(outcomes: list[Outcome]) -> None:
    """One line per document and a total on stdout; failures, warnings and clashes on stderr."""
    good = [outcome for outcome in outcomes if outcome.status != "failed"]
    failed = [outcome for outcome in outcomes if outcome.status == "failed"]
    if good:
        show_table(_summary(good))
    for outcome in failed:
        say(click.style("✗ ", fg="red") + outcome.parsed.error)
    for outcome in good:
        for warning in outcome.parsed.warnings:
            say(f"{outcome.parsed.path}: {warning}")
    for path, document in _clashes(good):
        say(f"{path}: 与前一个文件同属 {document}, 以它为准 (same disclosure as an earlier file, which it replaced)")
    changed = sum(outcome.status in {"new", "replaced"} for outcome in good)
    unchanged = sum(outcome.status == "unchanged" for outcome in good)
    say(
        f"{len(good)} 个文件 (documents): {changed} 个装入 (loaded), {unchanged} 个未变 (unchanged), "
        f"{len(failed)} 个失败 (failed)"
    )


def _clashes(outcomes: list[Outcome]) -> list[tuple[Path, str]]:
    """Files that tell of a disclosure which an earlier file of the same call told of."""
    seen: set[str] = set()
    clashes = []
    for outcome in outcomes:
        if outcome.parsed.document in seen:
            clashes.append((outcome.parsed.path, outcome.parsed.document))
        seen.add(outcome.parsed.document)
    return clashes


def _summary(outcomes: list[Outcome]) -> Answer:
    from kb.answers import Answer
    from kb.loading import Counts
    from kb.questions import Column

    labels = ("文件", "状态", "报表", "数据", "项目", "指标", "引用", "单位", "未读")
    names = ("document", "status", "forms", "figures", "projects", "indicators", "citations", "units", "unread")
    rows = [(outcome.parsed.document, STATUS_WORDS[outcome.status], outcome.parsed.counts) for outcome in outcomes]
    total = sum((counts for _document, _status, counts in rows), Counts())
    if len(rows) > 1:
        rows.append(("合计", "", total))
    return Answer(
        tuple(Column(name, label) for name, label in zip(names, labels, strict=True)),
        tuple((document, status, *counts.values()) for document, status, counts in rows),
    )
