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
@click.option("--since", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE.json",
              help="只列这份 JSON 报告以后新出现的 (only what an earlier JSON report does not list).")  # fmt: skip
@click.option(
    "--all", "with_accepted", is_flag=True, help="连同误报和已说明的 (false alarms and explained findings too)."
)
@click.option("--accept", metavar="ID", help="同 kb desk set ID 已说明 (the same as kb desk set ID 已说明).")
@click.option("--reason", help="说明的理由 (why it is accepted).")
@click.option("--by", default="", envvar="KB_REVIEWER", help="处理人 (who accepts it).")
@click.option("--checklist", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE.xlsx",
              help="填写预算公开情况检查表 (fill in the reviewers' checklist).")  # fmt: skip
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
    since: Path | None,
    with_accepted: bool,
    accept: str | None,
    reason: str | None,
    by: str,
    checklist: Path | None,
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
    kb check --accept schedule-not-complete-1a2b3c4d5e --reason 部门已说明
    kb check 某某局-2024 --checklist 检查表.xlsx
    """
    from kb.checks.desk import BadDesk, UnknownFinding
    from kb.checks.reports.as_json import NotFindings, ids_in

    if list_rules:
        _list_rules()
        return
    try:
        if accept is not None:
            _accept(kb, accept, reason, by)
            return
        report = _report(kb, documents, rules, save)
        known = ids_in(since) if since is not None else set()
    except (BadDesk, UnknownFinding, NotFindings) as error:
        raise click.ClickException(str(error)) from error
    if not save:
        say_outdated_findings(kb.store())
    report = _kept(report, severity, known, with_accepted=with_accepted)
    if checklist is not None:
        importlib.import_module("kb.checks.reports.checklist").write(report, checklist)
        say(f"{checklist}: {len(report.findings)} 个文件 (documents)")
    else:
        click.echo(importlib.import_module(f"kb.checks.reports.{RENDERERS[format_name]}").render(report), nl=False)
    if any(one.severity == "error" and not report.is_quiet(one) for one in report.all()):
        raise click.exceptions.Exit(1)


def _report(kb: CommandContext, documents: tuple[str, ...], wanted: tuple[str, ...], save: bool) -> Report:
    from functools import cache

    from kb.checks import check_documents, desk
    from kb.checks.facts import Facts
    from kb.checks.reports import Report
    from kb.checks.rules import read_rules
    from loaders.iris import graph_iri

    rules = {rule.id: rule for rule in read_rules()}
    for name in wanted:
        if name not in rules:
            raise click.UsageError(f"没有规则 {name} (no such rule); kb check --rules 列出全部")
    store = kb.store_to_write() if save else kb.store()
    chosen = _chosen(documents, store.documents())
    found = dict(watched(check_documents(store, chosen, save=save), len(chosen), "查错 (checking)"))
    if wanted:
        found = {document: [one for one in findings if one.rule in wanted] for document, findings in found.items()}

    @cache
    def facts(document: str) -> Facts:
        return Facts.of(store.quads(graph_iri(document, store.base)))

    folder = kb.store_path if isinstance(kb.store_path, Path) else None
    return Report(found, rules, facts, store.base, desk.standing(folder))


def _chosen(wanted: tuple[str, ...], known: list[str]) -> list[str]:
    """The documents whose ids hold one of the words given; all where none is."""
    for word in wanted:
        if not any(word in document for document in known):
            raise click.UsageError(f"没有文件 {word} (no such document); kb documents 列出全部")
    return [document for document in known if not wanted or any(word in document for word in wanted)]


def _kept(report: Report, severity: str, known: set[str], *, with_accepted: bool) -> Report:
    from dataclasses import replace

    worst = SEVERITIES[: SEVERITIES.index(severity) + 1]

    def keeps(finding: Finding) -> bool:
        quiet = report.is_quiet(finding) and not with_accepted
        return finding.severity in worst and finding.id not in known and not quiet

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
        click.echo(f"{rule.id}\t{rule.severity}\t{rule.family}\t{rule.equation}\t{rule.summary}")
