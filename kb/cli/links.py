"""`kb links`: what is one thing under several names, what is in doubt, and what people decided."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kb.cli._options import CommandContext, format_option, pass_kb, store_option
from kb.cli._printing import say, show_table

if TYPE_CHECKING:
    from kb.links import Link, Things
    from kb.rows.printed import Answer

VERDICT_WORDS = {"same": "同一个", "close": "本级", "doubtful": "存疑", "different": "不同"}


def decisions_option(function: click.decorators.FC) -> click.decorators.FC:
    """`--decisions FILE`: where people's decisions are kept."""
    return click.option(
        "--decisions",
        type=click.Path(path_type=Path, dir_okay=False),
        help="人工认定的文件, 默认在知识库旁 (file of decisions; default: beside the store).",
    )(function)


@click.group("links")
def command() -> None:
    """跨文件的同一性: 同一部门、项目、政策文件的不同名称 (identity across documents).

    \b
    kb links update                 重新判定, 写入库 (judge anew, store the links)
    kb links list                   认定为同一个的 (what is one)
    kb links review                 存疑、等人工认定的 (pairs in doubt)
    kb links decide A B different   人工认定 (a person decides)
    kb why-same A B                 为什么 (why)
    """


@command.command("update")
@decisions_option
@store_option
@pass_kb
def update(kb: CommandContext, decisions: Path | None) -> None:
    """重新判定全部, 结果写入库中单独的图; 人工认定优先 (judge anew and store the links).

    \b
    kb links update
    """
    from kb.links import storing

    links, change = storing.update(kb.store_to_write(), decisions)
    say(
        f"同一个 (one thing): {len(links.joining)} 对, {len(links.clusters.groups())} 组; "
        f"存疑 (in doubt): {len(links.doubtful)} 对; 库 (store): {change.value}"
    )


@command.command("list")
@decisions_option
@format_option
@store_option
@pass_kb
def list_links(kb: CommandContext, decisions: Path | None, format_name: str) -> None:
    """认定为同一个的每一对, 附规则和理由 (every pair held to be one, with rule and reason).

    \b
    kb links list
    kb links list --format csv
    """
    from kb.links.storing import current_links
    from kb.links.things import things_of

    _print(_answer(things_of(kb.store()), current_links(kb.store(), decisions).holding), format_name)


@command.command("review")
@decisions_option
@format_option
@store_option
@pass_kb
def review(kb: CommandContext, decisions: Path | None, format_name: str) -> None:
    """存疑的每一对: 规则不敢认定, 等人看 (pairs that a person should decide).

    \b
    kb links review
    kb links review --format csv
    """
    from kb.links.storing import current_links
    from kb.links.things import things_of

    doubtful = current_links(kb.store(), decisions).doubtful
    if not doubtful:
        say("没有存疑的 (nothing in doubt)")
        return
    _print(_answer(things_of(kb.store()), doubtful), format_name)


@command.command("decide")
@click.argument("a")
@click.argument("b")
@click.argument("verdict", type=click.Choice(["same", "close", "different"]))
@click.option("--note", default="", help="理由 (why).")
@decisions_option
@store_option
@pass_kb
def decide(kb: CommandContext, a: str, b: str, verdict: str, note: str, decisions: Path | None) -> None:
    """人工认定一对, 记入文件, 以后每次照办 (decide a pair; kept in a file and replayed).

    A、B 是名称 (重名时写“部门/名称”) 或 IRI.

    \b
    kb links decide 某局/某项目 某局/另一项目 same --note "2025 年更名"
    """
    from kb.links.decisions import decide as decided
    from kb.links.decisions import decisions_file, write_decision
    from kb.links.model import LinkVerdict
    from kb.links.things import things_of
    from kb.links.why import find_thing

    store = kb.store()
    things = things_of(store)
    one, other = sorted((find_thing(things, a), find_thing(things, b)), key=lambda thing: thing.iri)
    if one.iri == other.iri:
        raise click.UsageError(f"两个名称指同一个节点 (both names mean one node): {one.iri}")
    file = decisions or decisions_file(kb.folder())
    write_decision(
        file, decided(LinkVerdict(verdict), one.iri, other.iri, note), (one.name, other.name), note, store.base
    )
    say(f"{file}: {one.name} · {other.name}: {VERDICT_WORDS[verdict]} ({verdict}); 运行 kb links update 写入库")


def _answer(things: Things, links: tuple[Link, ...]) -> Answer:
    from kb.rows.columns import Column
    from kb.rows.printed import Answer

    labels = ("判定", "甲", "乙", "规则", "理由", "文件数", "甲IRI", "乙IRI")
    names = ("verdict", "name_a", "name_b", "rule", "reason", "documents", "a", "b")
    known = things.all()
    rows = tuple(
        (
            VERDICT_WORDS[link.verdict.value],
            known[link.a].name if link.a in known else link.a,
            known[link.b].name if link.b in known else link.b,
            link.rule,
            link.reason,
            len(link.documents),
            link.a,
            link.b,
        )
        for link in links
    )
    return Answer(tuple(Column(name, label) for name, label in zip(names, labels, strict=True)), rows)


def _print(answer: Answer, format_name: str) -> None:
    from kb.rows.printed import FORMATS, TABLE

    if format_name == TABLE:
        show_table(answer)
    else:
        click.echo(FORMATS[format_name](answer), nl=False)
