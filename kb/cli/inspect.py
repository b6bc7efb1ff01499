"""`kb inspect`: how a file was understood, before it is loaded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kb.cli._printing import say, show_table
from kb.rows.printed import TABLE

if TYPE_CHECKING:
    from kb.loading.inspect import Inspection
    from kb.rows.printed import Value

LONGEST = 60


@click.command("inspect")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "format_name",
    type=click.Choice([TABLE, "json"]),
    default=TABLE,
    show_default=True,
    help="格式 (format).",
)
@click.option("--timing", is_flag=True, help="每一步用的时间 (the time of each stage).")
def command(file: Path, format_name: str, timing: bool) -> None:
    """一份文件是怎么读懂的 (how a file was understood).

    列出文件的块、目录、认出的表和每一栏的含义、不认识的表题和栏名、未读的部分, 并给出可以贴进 loaders/lexicon/ 的几行.
    不用知识库, 也不改动什么. 压缩包里的文件写作 a.zip!/b.pdf.

    Blocks, contents page, the forms that were recognised and what each column was taken for, unknown captions and
    header words, what stayed unread, and lines to paste into loaders/lexicon/. Needs no store and changes nothing. A
    member of an archive is a.zip!/b.pdf.

    \b
    kb inspect 某某局.pdf
    kb inspect 公开.zip!/某某局.xlsx --format json
    kb inspect 某某局.pdf --timing
    """
    from dataclasses import asdict

    from kb.loading.inspect import inspect
    from loaders.blocks import UnreadableFile

    try:
        found = inspect(file)
    except UnreadableFile as error:
        raise click.ClickException(str(error)) from error
    if format_name == "json":
        import json

        shown = asdict(found)
        if not timing:  # two runs of the same file print the same
            del shown["seconds"]
        click.echo(json.dumps(shown, ensure_ascii=False, indent=2))
    else:
        _show(found)
        if timing:
            stages = [(name, f"{seconds * 1000:.1f}") for name, seconds in found.seconds]
            _section("用时 timing", ("步骤 stage", "毫秒 ms"), stages)
    for line in (*found.warnings, *([found.trouble] if found.trouble else [])):
        say(line)


def _show(found: Inspection) -> None:
    summary = [
        ("文件 file", found.file),
        ("格式 format", found.format),
        ("编号 document", found.document),
        ("标题 title", found.title),
        ("部分 part", found.part),
        ("块 blocks", _counts(found.blocks)),
        ("略去 dropped", _counts(found.dropped)),
        ("目录 contents", f"{len(found.contents)} 条 (entries)"),
    ]
    _section("", ("", ""), summary)
    _section("略去的文字 left out", ("原因", "位置", "文字"), found.left_out)
    _section("报表 forms", ("报表", "标题", "状态", "单位", "数据", "位置"), found.forms)
    columns = [(one.form, one.number, one.header, one.role, one.component) for one in found.columns]
    _section("栏 columns", ("表", "栏", "表头", "角色", "含义"), columns)
    _section("不认识的表题 unknown captions", ("表题", "位置"), found.captions)
    unknown = [(one.form, one.place, one.number, one.header, one.role) for one in found.unknown_columns]
    _section("不认识的栏 unknown columns", ("表", "位置", "栏", "表头", "角色"), unknown)
    _section("不在加总里的数 figures in no sum", ("原因", "个数", "例"), found.outside)
    _section("未读 unread", ("种类", "位置", "文字", "原因"), found.unread)
    if found.suggestions:
        click.echo("\n建议的词条 suggested lexicon lines")
    for one in found.suggestions:
        click.echo(f"\n# {one.word}\n# loaders/lexicon/{one.file}, {one.where}\n{one.toml}")


def _counts(counts: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts)


def _section(title: str, labels: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    from kb.rows.columns import Column
    from kb.rows.printed import CUT_SIGN, Answer

    def cut(value: Value) -> Value:
        return value[:LONGEST] + CUT_SIGN if isinstance(value, str) and len(value) > LONGEST else value

    if not rows:
        return
    if title:
        click.echo(f"\n{title} ({len(rows)})")
    columns = tuple(Column(str(number), label) for number, label in enumerate(labels))
    show_table(Answer(columns, tuple(tuple(cut(value) for value in row) for row in rows)))
