"""`kb load`: documents into the store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kb.cli._options import CommandContext, pass_kb, store_option
from kb.cli._printing import say, say_outdated_findings, show_table, watched

if TYPE_CHECKING:
    from kb.extraction.folder import ExtractionFolder
    from kb.loading.parsed import Outcome
    from kb.rows.printed import Answer
    from kb.store.interface import GraphStore
    from loaders.identity.given import Given

STATUS_WORDS = {
    "new": "新装入",
    "replaced": "已更新",
    "unchanged": "未变",
    "superseded": "已有更正版",
    "read": "未装入",
    "failed": "失败",
}


@click.command("load")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--dry-run", is_flag=True, help="只读不装, 库不改动 (read only, change nothing).")
@click.option("--strict", is_flag=True, help="有数字未读的文件不装 (refuse a file with an unread figure).")
@click.option("--force", is_flag=True, help="看不出是预算公开的也装 (load what does not look like a disclosure).")
@click.option("--base", metavar="IRI", help="新库的基准 IRI (base IRI of a new store).")
@click.option(
    "--jobs",
    "-j",
    "--workers",
    "workers",
    type=click.IntRange(min=1),
    help="同时读几个文件, 默认为处理器数 (files read at a time; default: cores).",
)
@click.option(
    "--keep-going/--stop",
    default=True,
    show_default=True,
    help="有文件读不了时, 其余照装, 还是停下 (go on after a file that fails, or stop there).",
)
@click.option(
    "--report",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    metavar="FILE.json",
    help="每个文件的结果写成 JSON (what became of each file, as JSON).",
)
@click.option(
    "--metadata",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.csv",
    help="文件清单: file,url,department,adcode,year,kind,published (what is known of the files beside them).",
)
@click.option("--department", default="", help="部门全称, 只用于一个文件 (department of a single file).")
@click.option("--adcode", default="", help="行政区划代码, 只用于一个文件 (GB/T 2260 code, for a single file).")
@click.option("--year", default="", help="年度, 只用于一个文件 (fiscal year of a single file).")
@click.option("--kind", default="", help="预算 或 决算, 只用于一个文件 (kind of a single file).")
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0, min_open=True),
    default=600,
    show_default=True,
    help="每个文件最多用几秒 (seconds a file may take).",
)
@click.option(
    "--memory-limit",
    type=click.IntRange(min=256),
    default=4096,
    show_default=True,
    help="每个文件最多用多少 MB 内存 (megabytes a file may take).",
)
@click.option(
    "--originals/--no-originals",
    "with_originals",
    default=True,
    show_default=True,
    help="原文件留在库旁, 能指到印着的地方 (keep the files beside the store, to show where a figure is printed).",
)
@store_option
@pass_kb
def command(
    kb: CommandContext,
    paths: tuple[str, ...],
    dry_run: bool,
    strict: bool,
    force: bool,
    base: str | None,
    workers: int | None,
    keep_going: bool,
    report: Path | None,
    metadata: Path | None,
    department: str,
    adcode: str,
    year: str,
    kind: str,
    time_limit: float,
    memory_limit: int,
    with_originals: bool,
) -> None:
    """装入预算公开文件 (load disclosures into the store).

    PATH 是文件、文件夹 (连同下级, 隐藏文件除外) 或通配符; ZIP 压缩包里的文件逐个装入. 再装同一文件, 库不改动;
    更正版替换旧版本, 旧版本记在库里, 不会再装回来 (要装回来, 先 kb remove). 读不了的文件逐个说明, 其余照装, 退出码非零.

    Files, folders (walked through, hidden files left out) or globs; the members of a ZIP are files of their own.
    Loading again changes nothing. A corrected version replaces the earlier one, which stays known and does not come
    back (kb remove first, if it should). A file that cannot be read is named, the rest loads, and the exit code is 1.
    --force loads a file that shows no sign of a disclosure.
    --strict refuses a file in which a figure stayed unread: kb coverage tells what became of every number.

    --metadata 补上或改正文件自己没写的部门、地区、年度、种类、网址和公布日期: 一行一个文件, 先查错再装入.
    What --metadata (a line per file) or the options of a single file say goes before what the file itself says.

    kb extract 抽取的文件夹照样装入, 与装原来的文件结果相同 (a folder that kb extract wrote loads as its files would).

    \b
    kb load samples
    kb load 公开/2024 '公开/2025/*.pdf' 公开/2026.zip --store budgets --report load.json
    kb load 某某局.txt --dry-run
    kb load 公开 --metadata 公开/index.csv
    kb load OUT --store 河北
    kb load 三公经费.pdf --department 某某局 --year 2024 --kind 预算
    """
    from functools import partial

    from kb.extraction.loading import load_extracted
    from kb.loading import keeping
    from kb.loading.load import files_of, load, read_file
    from kb.processes.crew import WorkLimits
    from loaders.iris import DEFAULT_BASE

    options = {"department": department, "adcode": adcode, "year": year, "kind": kind}
    options = {name: value.strip() for name, value in options.items() if value.strip()}
    if extracted := _extraction(paths):
        _refuse(strict=strict, force=force, metadata=metadata is not None, **dict.fromkeys(options, True))
        store = None if dry_run else kb.store_to_write(base or extracted.base)
        folder = kb.store_path if store and isinstance(kb.store_path, Path) else None
        files = [Path(source) for source in extracted.manifest().entries]
        found = load_extracted(extracted.path, store)
    else:
        files = list(dict.fromkeys(files_of(paths)))
        given = _given(metadata, files, options)
        store = None if dry_run else kb.store_to_write(base)
        folder = kb.store_path if store and isinstance(kb.store_path, Path) else None
        reader = partial(read_file, settle=partial(keeping.settle, folder, strict), given=given, force=force)
        limits = WorkLimits(time_limit, memory_limit)
        base = store.base if store else base or DEFAULT_BASE
        found = load(files, store, base, read=reader, workers=workers, limits=limits, given=given)
    outcomes = list(_watched(keeping.strictly(found, store) if strict else found, len(files), keep_going))
    if store is not None and folder is not None:
        if with_originals:
            keeping.keep_originals(folder, outcomes)
        keeping.sweep(store, folder)
    _report(outcomes, len(files))
    if report is not None:
        from kb.loading.report import write_report

        write_report(report, outcomes, [str(path) for path in files[len(outcomes) :]])
    if store is not None:
        _check(store, outcomes, workers)
    if any(outcome.status == "failed" for outcome in outcomes):
        raise click.exceptions.Exit(1)


def _extraction(paths: tuple[str, ...]) -> ExtractionFolder | None:
    """The extraction that is to be loaded, if it is one."""
    from kb.extraction.folder import ExtractionFolder, is_extraction

    found = [path for path in map(Path, paths) if is_extraction(path)]
    if found and len(paths) > 1:
        raise click.UsageError(f"{found[0]}: 抽取结果要单独装入 (an extraction is loaded by itself)")
    return ExtractionFolder.open(found[0]) if found else None


def _refuse(**given: bool) -> None:
    """Options about the reading of files, which an extraction has behind it."""
    if names := "、".join(f"--{name}" for name, is_given in given.items() if is_given):
        raise click.UsageError(f"{names} 要在 kb extract 时给出 (belongs to kb extract; what was read is loaded here)")


def _given(metadata: Path | None, files: list[Path], options: dict[str, str]) -> dict[Path, Given]:
    """What the metadata file and the options say of the files, checked; nothing is loaded if a line is wrong."""
    from dataclasses import replace

    from kb.loading.metadata import BadMetadata, read_metadata, troubles
    from loaders.identity.given import NOTHING_GIVEN

    if options and len(files) != 1:
        names = "、".join(f"--{name}" for name in options)
        raise click.UsageError(
            f"{names} 只用于一个文件 (for a single file only), 这里有 {len(files)} 个; 多个文件用 --metadata"
        )
    if wrong := list(troubles(options)):
        raise click.UsageError("; ".join(f"--{trouble}" for trouble in wrong))
    try:
        given = read_metadata(metadata, files) if metadata else {}
    except BadMetadata as error:
        raise click.ClickException(str(error)) from error
    if options:
        (file,) = files
        before = given.get(file, NOTHING_GIVEN)
        origin = "; ".join(filter(None, [before.origin, *(f"--{name}" for name in options)]))
        given[file] = replace(before, **options, origin=origin)
    return given


def _check(store: GraphStore, outcomes: list[Outcome], workers: int | None) -> None:
    """Check what is new, or was last checked by other rules, so that the findings stand beside the facts."""
    from kb.checks import affected_by, check_documents
    from kb.checks.finding import Severity
    from kb.checks.stamp import outdated

    stale = {outcome.parsed.document for outcome in outcomes}.intersection(outdated(store))
    documents = affected_by(store, stale)
    checked = watched(check_documents(store, documents, workers=workers), len(documents), "查错 (checking)")
    severities = [finding.severity for _document, findings in checked for finding in findings]
    if severities:
        errors, warnings = severities.count(Severity.ERROR), severities.count(Severity.WARNING)
        say(f"检查 (checks): {errors} 个错误 (errors), {warnings} 个警告 (warnings); 细看 (see): kb check")
    say_outdated_findings(store)


def _watched(found: Iterator[Outcome], length: int, keep_going: bool) -> Iterator[Outcome]:
    """The outcomes, up to the first failure unless the rest is wanted too."""
    for outcome in watched(found, length, "读文件 (reading)"):
        yield outcome
        if outcome.status == "failed" and not keep_going:
            return


def _report(outcomes: list[Outcome], length: int) -> None:
    """One line per document and a total on stdout; failures, warnings and other versions on stderr."""
    from loaders.readers.names import shown

    good = [outcome for outcome in outcomes if outcome.status != "failed"]
    failed = [outcome for outcome in outcomes if outcome.status == "failed"]
    if good:
        show_table(_summary(good))
    for outcome in failed:
        say(click.style("✗ ", fg="red") + outcome.parsed.error)
    for outcome in good:
        for warning in outcome.parsed.warnings:
            say(f"{shown(outcome.parsed.path)}: {warning}")
        _tell_versions(outcome)
    changed = sum(outcome.status in {"new", "replaced"} for outcome in good)
    unchanged = sum(outcome.status in {"unchanged", "superseded"} for outcome in good)
    left = f", {length - len(outcomes)} 个没有读 (not read)" if len(outcomes) < length else ""
    say(
        f"{len(good)} 个文件 (documents): {changed} 个装入 (loaded), {unchanged} 个未变 (unchanged), "
        f"{len(failed)} 个失败 (failed){left}"
    )


def _tell_versions(outcome: Outcome) -> None:
    """Two files of one disclosure that differ in their bytes: which of them the store now holds."""
    from loaders.readers.names import shown

    path, document = shown(outcome.parsed.path), outcome.parsed.document
    if outcome.replaces:
        say(
            f"{path}: 与 {outcome.replaces} 同属 {document}, 字节不同, 以它为准 "
            f"(another version of the same disclosure, which it replaced)"
        )
    if outcome.formerly:
        say(
            f"{path}: 原来编号为 {'、'.join(outcome.formerly)}, 现在是 {document} "
            "(the same file under another id, which this one replaced)"
        )
    if outcome.status == "superseded":
        say(
            f"{path}: 是 {document} 的旧版本, 库里已有取代它的版本, 未装入 "
            f"(an earlier version: the store holds the one that replaced it)"
        )


def _summary(outcomes: list[Outcome]) -> Answer:
    from kb.loading.parsed import FactCounts
    from kb.rows.columns import Column
    from kb.rows.printed import Answer

    labels = ("文件", "状态", "报表", "数据", "项目", "指标", "引用", "单位", "未读")
    names = ("document", "status", "forms", "figures", "projects", "indicators", "citations", "units", "unread")
    rows = [(outcome.parsed.document, STATUS_WORDS[outcome.status], outcome.parsed.counts) for outcome in outcomes]
    total = sum((counts for _document, _status, counts in rows), FactCounts())
    if len(rows) > 1:
        rows.append(("合计", "", total))
    return Answer(
        tuple(Column(name, label) for name, label in zip(names, labels, strict=True)),
        tuple((document, status, *counts.values()) for document, status, counts in rows),
    )
