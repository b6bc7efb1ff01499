"""`kb why-same`: why two names mean one thing, or why not."""

from __future__ import annotations

from pathlib import Path

import click

from kb.cli._options import CommandContext, pass_kb, store_option
from kb.cli.links import decisions_option


@click.command("why-same")
@click.argument("a")
@click.argument("b")
@decisions_option
@store_option
@pass_kb
def command(kb: CommandContext, a: str, b: str, decisions: Path | None) -> None:
    """两个名称是不是同一个, 为什么 (whether two names mean one thing, and why).

    A、B 是机构、项目、政策文件的名称 (重名时写“部门/名称”) 或 IRI.

    \b
    kb why-same 曲阳县医疗保障局 承德县医疗保障局
    kb why-same '冀财社[2023]225 号' 冀财社〔2023〕225号
    """
    from kb.links.storing import current_links
    from kb.links.things import things_of
    from kb.links.why import find_thing, why_same

    store = kb.store()
    things, links = things_of(store), current_links(store, decisions)
    why = why_same(things, links, find_thing(things, a).iri, find_thing(things, b).iri)
    click.echo(f"{why.a.name} · {why.b.name}: {'是同一个 (one thing)' if why.same else '不是同一个 (not the same)'}")
    for reason, reason_en in why.reasons:
        click.echo(f"- {reason}\n  {reason_en}")
