"""`kb why`: where a figure comes from."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kb.cli._options import CommandContext, pass_kb, store_option
from kb.cli._printing import say, show_table

if TYPE_CHECKING:
    from kb.provenance.why import Evidence, Hit, Shown

LISTED = 30
SHOWN = 10


@click.command("why")
@click.argument("words", nargs=-1, required=True, metavar="WORDS|IRI|N")
@click.option(
    "-C", "--context", type=click.IntRange(0, 50), default=3, show_default=True, help="上下各印几行 (lines around)."
)
@store_option
@pass_kb
def command(kb: CommandContext, words: tuple[str, ...], context: int) -> None:
    """一个数从哪里来 (where a figure comes from).

    印出文件、位置、原文和上下几行, 数字用 >>> <<< 标出. WORDS 是部门、年度和科目、代码、列名、项目名或文字里的名称;
    不止一个时编号列出. N 是刚刚印出的答案的行号, 从 1 起.

    Prints document, place, printed text and the lines around it with the figure marked. WORDS are department, year and
    words of a row, code, column, project or measure; several hits are listed with numbers. N is the number of a row
    just printed by kb ask, kb sparql or kb why.

    \b
    kb why '某某局 2024 项目支出'
    kb why 某某局 2024 2101501 基本支出
    kb why 3
    kb why https://w3id.org/cnbudget/disclosure/某某局-2024-预算/statement/1
    """
    typed = [word for part in words for word in part.split()]
    if len(typed) == 1 and typed[0].isdecimal() and len(typed[0]) < 4:
        _show_row(kb, int(typed[0]), context)
    elif len(typed) == 1 and typed[0].strip("<>").startswith(("http://", "https://", "urn:")):
        _show_iri(kb, typed[0].strip("<>"), context)
    else:
        _show_words(kb, typed, context)


def _show_row(kb: CommandContext, number: int, context: int) -> None:
    from kb.provenance.last_answer import recall
    from kb.provenance.why import facts_of_row
    from kb.store.sandbox import Sandboxed

    last = recall()
    if last is None:
        raise click.ClickException("还没有印过答案 (no answer to speak of); 先 kb ask 或 kb sparql")
    if last.store != kb.name:
        raise click.ClickException(
            f"上一个答案来自另一个知识库 (the last answer came from another store): {last.store}"
        )
    asked = Sandboxed(kb.store_path, last.limits) if last.limits else kb.store()
    _show(kb, facts_of_row(asked, last, number), context)


def _show_iri(kb: CommandContext, iri: str, context: int) -> None:
    from kb.provenance.sources import sources
    from kb.provenance.why import facts_of_thing

    if sources(kb.store(), [iri]):
        _show(kb, [iri], context)
        return
    hits = facts_of_thing(kb.store(), iri)
    if not hits:
        raise click.ClickException(f"库里没有 {iri} (nothing known of it)")
    _choose(kb, hits, context)


def _show_words(kb: CommandContext, words: Sequence[str], context: int) -> None:
    from kb.provenance.why import find

    _choose(kb, find(kb.store(), words), context)


def _choose(kb: CommandContext, hits: Sequence[Hit], context: int) -> None:
    """One hit is shown; several are listed with numbers, which `kb why N` then takes."""
    from kb.provenance.last_answer import LastAnswer, remember

    if len(hits) == 1:
        _show(kb, [hits[0].fact], context)
        return
    remember(LastAnswer(kb.name, facts=tuple((hit.fact,) for hit in hits)))
    _list(kb, hits[:LISTED])
    more = f", 只列前 {LISTED} 个, 加词可缩小 (first {LISTED} only)" if len(hits) > LISTED else ""
    say(f"{len(hits)} 处{more}; kb why 编号 看出处 (kb why NUMBER shows one)")


def _list(kb: CommandContext, hits: Sequence[Hit]) -> None:
    from kb.provenance.sources import sources
    from kb.rows.columns import Column
    from kb.rows.printed import Answer

    places = sources(kb.store(), [hit.fact for hit in hits])
    labels = ("编号", "种类", "内容", "数", "单位", "文件", "出处")
    rows = []
    for number, hit in enumerate(hits, 1):
        at = places.get(hit.fact)
        where = (at.document, at.place) if at else (None, None)
        rows.append((number, hit.kind, hit.label, hit.value or None, hit.unit or None, *where))
    show_table(Answer(tuple(Column(label, label) for label in labels), tuple(rows)))


def _show(kb: CommandContext, facts: Sequence[str], context: int) -> None:
    from kb.provenance.why import evidence

    found = evidence(kb.store(), _folder(kb), facts, context)
    if not found:
        raise click.ClickException("这一行不是由文件里的事实得出的 (no fact of a document stands behind this row)")
    for index, one in enumerate(found[:SHOWN]):
        if index:
            click.echo()
        _print(one)
    if len(found) > SHOWN:
        say(f"… 共 {len(found)} 处, 只印前 {SHOWN} 处 ({len(found)} places in all)")


def _print(one: Evidence) -> None:
    source = one.source
    click.echo(f"文件 (document): {source.document}" + (f"  [{one.file}]" if one.file else ""))
    click.echo(f"位置 (place):    {source.place}")
    click.echo(f"原文 (printed):  {' '.join(source.text.split())}")
    click.echo(f"事实 (fact):     {source.fact}")
    for line in one.lines:
        click.echo(_line(line))
    if not one.lines:
        say("库旁没有留下这份文件的原文, 重新装入即有 (its lines were not kept; load the document again)")


def _line(line: Shown) -> str:
    """A line with its place; the figure in colour on a terminal, between signs elsewhere."""
    place = line.place.removeprefix("line ")
    if not line.marked:
        return f"    {place:>6}  {line.before}".rstrip()
    figure = click.style(line.figure, fg="red", bold=True) if sys.stdout.isatty() else f">>>{line.figure}<<<"
    return f"  > {place:>6}  {line.before}{figure if line.figure else ''}{line.after}".rstrip()


def _folder(kb: CommandContext) -> Path | None:
    return kb.store_path if isinstance(kb.store_path, Path) else None
