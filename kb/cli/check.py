"""`kb check`: where disclosures contradict themselves."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kb.cli._options import CommandContext, pass_kb, store_option
from kb.cli._printing import say, say_outdated_findings, watched
from kb.rows.printed import TABLE

if TYPE_CHECKING:
    from kb.checks.finding import Finding
    from kb.checks.reports import Report

RENDERERS = {TABLE: "as_text", **{name: f"as_{name}" for name in ("csv", "json", "ttl", "html", "sarif")}}
SEVERITIES = ("error", "warning", "note")


@click.command("check")
@click.argument("documents", nargs=-1, metavar="[DOCUMENT]...")
@click.option(
    "--format",
    "format_name",
    type=click.Choice(list(RENDERERS)),
    default=TABLE,
    show_default=True,
    help="格式 (format).",
)
@click.option(
    "--rule", "rules", multiple=True, metavar="RULE", help="只用这条规则, 可重复 (only this rule; repeatable)."
)
@click.option(
    "--severity",
    type=click.Choice(SEVERITIES),
    default="note",
    show_default=True,
    help="至少这样严重 (at least as bad).",
)
@click.option("--since", metavar="FILE.json|DATE",
              help="只列这份 JSON 报告或这一天以后新出现和改了数的 (new or changed since then).")  # fmt: skip
@click.option(
    "--all", "with_accepted", is_flag=True, help="连同误报和已说明的 (false alarms and explained findings too)."
)
@click.option("--accept", metavar="ID", help="同 kb desk set ID 已说明 (the same as kb desk set ID 已说明).")
@click.option("--reason", help="说明的理由 (why it is accepted).")
@click.option("--by", default="", envvar="KB_REVIEWER", help="处理人 (who accepts it).")
@click.option("--checklist", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE.xlsx",
              help="填写预算公开情况检查表 (fill in the reviewers' checklist).")  # fmt: skip
@click.option("--xlsx", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE.xlsx",
              help="写成工作簿, 一个问题一行 (a workbook, one row a finding).")  # fmt: skip
@click.option("--word", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE.docx",
              help="写成 Word, 一个部门一份 (a Word document with a part for each department).")  # fmt: skip
@click.option("--scorecard", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE.csv",
              help="给各部门打分 (score the departments).")  # fmt: skip
@click.option("--ids", is_flag=True, help="印出规则和问题的编号 (print ids of rules and findings).")
@click.option("--rules", "list_rules", is_flag=True, help="列出规则 (list the rules).")
@click.option("--save", is_flag=True, help="结果写回知识库, 装入时已写过 (write the findings into the store again).")
@store_option
@pass_kb
def command(
    kb: CommandContext,
    documents: tuple[str, ...],
    format_name: str,
    rules: tuple[str, ...],
    severity: str,
    since: str | None,
    with_accepted: bool,
    accept: str | None,
    reason: str | None,
    by: str,
    checklist: Path | None,
    xlsx: Path | None,
    word: Path | None,
    scorecard: Path | None,
    ids: bool,
    list_rules: bool,
    save: bool,
) -> None:
    """公开文件自相矛盾的地方 (where disclosures contradict themselves).

    DOCUMENT 是 kb documents 列出的编号或其一部分; 不给则查全部. 每个问题有编号、算式、两处的数和位置.
    退出码: 0 没有错误 (可能有警告和提示), 1 有错误, 2 用法不对.

    Exit code: 0 no error (there may be warnings and notes), 1 errors, 2 wrong usage.
    False alarms and explained findings do not count.

    \b
    kb check
    kb check 某某局-2024 --severity warning
    kb check --format html > 检查.html
    kb check --format json > before.json; kb check --since before.json
    kb check --since 2026-03-01
    kb check 某某局-2024 --checklist 检查表.xlsx --xlsx 问题.xlsx --word 通知.docx
    kb check --scorecard 得分.csv
    """
    from dataclasses import replace

    from kb.checks.desk import BadDesk, UnknownFinding
    from kb.checks.reports.as_docx import WordMissing
    from kb.checks.since import NotFindings

    if list_rules:
        _list_rules()
        return
    try:
        if accept is not None:
            _accept(kb, accept, reason, by)
            return
        report = replace(_report(kb, documents, rules, save), ids=ids)
        report = _since(kb, report, since) if since is not None else report
        _remember(kb, report, whole=not rules and since is None)
    except (BadDesk, UnknownFinding, NotFindings) as error:
        raise click.ClickException(str(error)) from error
    if not save:
        say_outdated_findings(kb.store())
    report = _kept(report, severity, with_accepted=with_accepted)
    files = {"checklist": checklist, "as_xlsx": xlsx, "as_docx": word, "scorecard": scorecard}
    try:
        written = _write(report, {name: path for name, path in files.items() if path is not None})
    except WordMissing as error:
        raise click.ClickException(str(error)) from error
    if not written:
        click.echo(importlib.import_module(f"kb.checks.reports.{RENDERERS[format_name]}").render(report), nl=False)
    if any(one.severity == "error" and not report.is_quiet(one) for one in report.all()):
        raise click.exceptions.Exit(1)


def _report(kb: CommandContext, documents: tuple[str, ...], wanted: tuple[str, ...], save: bool) -> Report:
    from kb.checks import check_documents
    from kb.checks.reports.made import report_of
    from kb.checks.rules import read_rules

    known = {rule.id for rule in read_rules()}
    for name in wanted:
        if name not in known:
            raise click.UsageError(f"没有规则 {name} (no such rule); kb check --rules 列出全部")
    store = kb.store_to_write() if save else kb.store()
    chosen = _chosen(documents, store.documents())
    found = dict(watched(check_documents(store, chosen, save=save), len(chosen), "查错 (checking)"))
    if wanted:
        found = {document: [one for one in listed if _is_of(one, wanted)] for document, listed in found.items()}
    return report_of(store, found, kb.store_path if isinstance(kb.store_path, Path) else None)


def _chosen(wanted: tuple[str, ...], known: list[str]) -> list[str]:
    """The documents whose ids hold one of the words given; all where none is."""
    for word in wanted:
        if not any(word in document for document in known):
            raise click.UsageError(f"没有文件 {word} (no such document); kb documents 列出全部")
    return [document for document in known if not wanted or any(word in document for word in wanted)]


def _is_of(finding: Finding, rules: tuple[str, ...]) -> bool:
    return any(one.rule in rules for one in (finding, *finding.also))


def _since(kb: CommandContext, report: Report, since: str) -> Report:
    """What is new or changed since a report or a day; what is mended is reported beside it."""
    from dataclasses import replace
    from datetime import date

    from kb.checks.since import compared, kept_on, of_report

    if Path(since).exists():
        seen = of_report(Path(since))
    else:
        try:
            seen = kept_on(kb.folder(), date.fromisoformat(since), report.findings)
        except ValueError as error:
            raise click.UsageError(f"--since {since}: 没有这个文件, 也不是日期 (no such file, and no date)") from error
    difference = compared(report.findings, seen)
    counted = (len(difference.new), len(difference.changed), len(difference.mended))
    say("新出现 {}、数已变 {}、已不再有 {} (new, changed, mended)".format(*counted))
    for name in difference.mended:
        say(f"  已不再有 (mended): {name}")
    kept = {one.id for one in (*difference.new, *difference.changed)}
    findings = {document: [one for one in found if one.id in kept] for document, found in report.findings.items()}
    return replace(report, findings=findings)


def _remember(kb: CommandContext, report: Report, *, whole: bool) -> None:
    """Keep what was found beside a store in a folder, for `--since DATE`, where that can be written."""
    import os

    from kb.checks.since import record

    if whole and isinstance(kb.store_path, Path) and os.access(kb.store_path, os.W_OK):
        record(kb.store_path, report.findings)


def _write(report: Report, files: dict[str, Path]) -> bool:
    """Write the files that were asked for; whether any was."""
    from kb.files.whole import output

    for name, path in files.items():
        module = importlib.import_module(f"kb.checks.reports.{name}")
        with output(path) as draft:
            if hasattr(module, "write"):
                module.write(report, draft)
            else:
                draft.write_text(module.render(report), encoding="utf-8-sig")
        say(f"{path}: {len(report.findings)} 个文件 (documents)")
    return bool(files)


def _kept(report: Report, severity: str, *, with_accepted: bool) -> Report:
    from dataclasses import replace

    worst = SEVERITIES[: SEVERITIES.index(severity) + 1]

    def keeps(finding: Finding) -> bool:
        quiet = report.is_quiet(finding) and not with_accepted
        return finding.severity in worst and not quiet

    findings = {document: list(filter(keeps, found)) for document, found in report.findings.items()}
    return replace(report, findings=findings)


def _accept(kb: CommandContext, finding: str, reason: str | None, by: str) -> None:
    from kb.checks import desk

    if not reason:
        raise click.UsageError("--accept 要有 --reason (say why)")
    desk.set_status(kb.store(), kb.folder(), finding, desk.Status.EXPLAINED, by, reason)
    say(f"{finding}: 已说明 (explained)")


def _list_rules() -> None:
    from kb.checks.rules import read_rules

    for rule in read_rules():
        click.echo(f"{rule.id}\t{rule.name}\t{rule.severity}\t{rule.family}\t{rule.equation}\t{rule.summary}")
