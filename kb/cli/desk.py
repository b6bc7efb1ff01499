"""`kb desk`: what was decided about findings, and deciding about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from kb.checks.desk import Status
from kb.cli._options import CommandContext, pass_kb, store_option
from kb.cli._printing import say

if TYPE_CHECKING:
    from kb.checks.desk import Decision, DeskItem

_BY = click.option("--by", required=True, envvar="KB_REVIEWER", help="处理人 (who decides).")
_STATUS = click.Choice([str(one) for one in Status])


class _Desk(click.Group):
    """Turns what the desk refuses into one sentence."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command of the desk."""
        from kb.checks.desk import BadDesk, NothingToUndo, UnknownFinding

        try:
            return super().invoke(ctx)
        except (BadDesk, NothingToUndo, UnknownFinding) as error:
            raise click.ClickException(str(error)) from error


@click.group("desk", cls=_Desk)
@store_option
def command() -> None:
    """逐条处理检查发现的问题 (work through the findings).

    状态: 未处理、属实、误报、已说明、已更正. 处理随数走: 数改了, 问题又成未处理. 误报和已说明的, kb check 不再报.

    \b
    kb desk list 某某局-2024 --status 未处理
    kb desk set quantity-differs-1a2b3c4d5e 属实 --by 王某 --note 与预算处核对
    kb desk undo quantity-differs-1a2b3c4d5e --by 王某
    kb desk history quantity-differs-1a2b3c4d5e
    """


@command.command("list")
@store_option
@click.argument("document", default="")
@click.option("--status", type=_STATUS, help="只列这种状态的 (only of this status).")
@click.option("--rule", default="", help="只列这条规则的 (only of this rule).")
@click.option("--severity", type=click.Choice(["error", "warning", "note"]), default=None, help="只列这样严重的.")
@pass_kb
def list_findings(kb: CommandContext, document: str, status: str | None, rule: str, severity: str | None) -> None:
    """列出问题和处理情况 (findings and what was decided)."""
    from kb.checks.desk import listed

    chosen = Status(status) if status else None
    items = listed(kb.store(), kb.folder(), document=document, rule=rule, severity=severity or "", status=chosen)
    for item in items:
        click.echo(_line(item))
    say(f"{len(items)} 个问题 (findings)")


@command.command("set")
@store_option
@click.argument("finding")
@click.argument("status", type=_STATUS)
@_BY
@click.option("--note", default="", help="说明 (a remark).")
@pass_kb
def set_status(kb: CommandContext, finding: str, status: str, by: str, note: str) -> None:
    """处理一个问题 (decide about a finding)."""
    from kb.checks import desk

    entry = desk.set_status(kb.store(), kb.folder(), finding, Status(status), by, note)
    say(f"{finding}: {entry.status} ({desk.STATUSES_EN[entry.status]})")


@command.command("undo")
@store_option
@click.argument("finding")
@_BY
@pass_kb
def undo(kb: CommandContext, finding: str, by: str) -> None:
    """撤销对一个问题的最近一次处理 (take the last decision back)."""
    from kb.checks import desk

    entry = desk.undo(kb.folder(), finding, by)
    say(f"{finding}: 已撤销“{entry.status}” (taken back)")


@command.command("history")
@store_option
@click.argument("finding")
@pass_kb
def history(kb: CommandContext, finding: str) -> None:
    """一个问题的处理经过 (all that was decided about a finding)."""
    from kb.checks import desk

    for entry in desk.history(kb.folder(), finding):
        click.echo(_decision_line(entry))


def _line(item: DeskItem) -> str:
    from kb.checks.finding import Severity
    from kb.checks.reports import SEVERITY_NAMES

    reopened = "（数已变）" if item.reopened else ""
    severity = SEVERITY_NAMES[Severity(item.severity)]
    return "\t".join((f"{item.status}{reopened}", severity, item.id, item.document, item.message))


def _decision_line(entry: Decision) -> str:
    done = "撤销" if entry.undoes else ""
    return "\t".join((entry.at, entry.by, f"{done}{entry.status}", entry.note))
