"""`kb ask`: the canned questions, each a command made from its `.rq` file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kb.cli._completion import offer
from kb.cli._options import CommandContext, format_option, pass_kb, store_option
from kb.cli._printing import keep_answer, print_answer, say, say_outdated_findings, understood
from kb.cli._sentence import asked_back, command_line, is_sentence, not_answered, printed_of, replied, said_of
from kb.cli._streams import as_text
from kb.rows.printed import TABLE, heading, in_wan_yuan

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from kb.asking.questions import Parameter, Question
    from kb.asking.words import Reply
    from kb.rows.printed import Answer
    from kb.store.interface import GraphStore

OTHER_TAG = "其他"
OUTPUT = click.Path(path_type=Path, dir_okay=False, writable=True)


class QuestionGroup(click.Group):
    """A group whose commands are the files of `queries/questions/`."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The names of all questions."""
        return list(_questions())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command that asks one question."""
        from kb import resources
        from kb.asking.questions import read_question

        if is_sentence(cmd_name):
            return _sentence_command(cmd_name)
        path = resources.folder("queries/questions") / f"{cmd_name}.rq"
        return _command_of(read_question(path)) if path.is_file() else None

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """As click does, with the nearest questions named where there is no such question."""
        args = [as_text(typed) for typed in args]
        if self.get_command(ctx, args[0]) is None:
            from kb.asking.names import nearest

            close = "、".join(nearest(args[0], self.list_commands(ctx)))
            hint = f", 是不是 (did you mean): {close}" if close else ""
            ctx.fail(f"没有问题 {args[0]} (no such question){hint}; kb ask 列出全部")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The questions under their tags instead of one flat list."""
        formatter.write("\n" + _listing(_questions().values()))


@click.group("ask", cls=QuestionGroup, invoke_without_command=True)
@store_option
@click.pass_context
def command(ctx: click.Context) -> None:
    """问知识库 (ask a question of the knowledge base).

    不带名字时列出全部问题; 每个问题用 --help 说明参数.

    \b
    kb ask                                  全部问题 (all questions)
    kb ask projects --help                  一个问题的参数 (its parameters)
    kb ask projects 某某局 --year 2024
    kb ask policy '冀财社〔2023〕225号' --format csv
    kb ask '2024年某某局的三公经费是多少'    用话来问 (in words)
    """
    if ctx.invoked_subcommand is None:
        click.echo(_listing(_questions().values()), nl=False)
        say("\nkb ask 名字 --help 看参数 (parameters and examples of one question)")


def _questions() -> dict[str, Question]:
    from kb import resources
    from kb.asking.questions import read_questions

    return read_questions(resources.folder("queries/questions"))


def _listing(questions: Iterable[Question]) -> str:
    """Names and summaries, aligned, under the first tag of each question; the tag with most questions first."""
    from wcwidth import ljust, width

    by_tag: dict[str, list[Question]] = {}
    for question in questions:
        by_tag.setdefault(question.tags[0] if question.tags else OTHER_TAG, []).append(question)
    everything = [question for members in by_tag.values() for question in members]
    names = max((len(question.name) for question in everything), default=0)
    summaries = max((width(question.summary) for question in everything), default=0)
    lines = []
    for tag in sorted(by_tag, key=lambda tag: (-len(by_tag[tag]), tag)):
        lines.append(tag)
        lines += [
            f"  {question.name.ljust(names)}  {ljust(question.summary, summaries)}  {question.summary_en}".rstrip()
            for question in by_tag[tag]
        ]
    return "\n".join(lines) + "\n"


def _command_of(question: Question) -> click.Command:
    """The command of a question: its parameters as positional values and as options, and how to print the answer."""

    @pass_kb
    def run(kb: CommandContext, /, values: tuple[str, ...], **options: Any) -> None:
        named = {parameter.name: options.pop(f"asked_{parameter.name}") for parameter in question.parameters}
        _answer(kb.store(), question, _given(question, values, named), **options)

    def offer_option(name: str) -> Any:
        return lambda ctx, _, begun: offer(ctx, _parameter(question, name), begun)

    def offer_value(ctx: click.Context, _: click.Parameter, begun: str) -> list[CompletionItem]:
        typed = ctx.params.get("values") or ()
        waiting = [one for one in question.parameters if ctx.params.get(f"asked_{one.name}") is None][len(typed) :]
        return offer(ctx, waiting[0], begun) if waiting else []

    metavar = " ".join(_metavar(parameter) for parameter in question.parameters)
    function: Any = answer_options(run)
    for parameter in reversed(question.parameters):
        names = (f"--{parameter.name}", f"asked_{parameter.name}")
        complete = offer_option(parameter.name)
        function = click.option(*names, help=_option_help(parameter), shell_complete=complete)(function)
    function = click.argument("values", nargs=-1, metavar=metavar, shell_complete=offer_value)(function)
    return click.command(question.name, help=_page(question), short_help=question.summary)(function)


def _sentence_command(sentence: str) -> click.Command:
    """The command that asks a question in words."""

    @answer_options
    @click.option("--pick", type=int, help="选所列的第几个 (choose the Nth of what is offered).")
    @pass_kb
    def run(kb: CommandContext, /, pick: int | None, **options: Any) -> None:
        heard = replied(kb.store(), _questions(), sentence)
        options["yuan"] = options["yuan"] or heard.reading.yuan
        if heard.parts and pick is None:
            _answer_parts(kb.store(), heard, options)
        else:
            _answer_reply(kb.store(), heard, pick, options)

    return click.command("words", help=f"{sentence}\n\n用话来问 (a question in words).")(run)


def _answer_parts(store: GraphStore, heard: Reply, options: dict[str, Any]) -> None:
    """Print what each of several things comes to, one under the other. Raises ClickException where one is wanted."""
    if options["format_name"] != TABLE or options["output"] is not None or options["sparql"]:
        commands = "\n".join(f"  {command_line(one.reply.chosen)}" for one in heard.parts if one.reply.chosen)
        message = "问了几件事, 一次只写一件 (several things are asked; write them one by one)"
        raise click.ClickException(f"{message}:\n{commands}")
    for number, part in enumerate(heard.parts):
        if number:
            click.echo()
        if part.reply.chosen is None:
            say(not_answered(store, part))
            _print_excerpts(part.reply)
            continue
        say(f"问 (asked): {part.said}")
        _answer_reply(store, part.reply, None, options)


def _answer_reply(store: GraphStore, heard: Reply, pick: int | None, options: dict[str, Any]) -> None:
    if pick is None and options["format_name"] == TABLE:
        _print_excerpts(heard)
        if heard.chosen is None and heard.printed.excerpts:
            say(asked_back(store, heard))
            return
    chosen, heard = said_of(store, heard, pick)
    rows = heard.rows if chosen is heard.chosen else None
    sought = chosen.sought if rows is not None else ()
    _answer(store, chosen.question, chosen.given, rows=rows, sought=sought, **options)


def _print_excerpts(heard: Reply) -> None:
    """Print what the documents print of the words of a sentence that has no answer."""
    if printed := printed_of(heard):
        click.echo(printed)


def answer_options(function: Any) -> Any:
    """The options of every question: how its answer is printed or kept."""
    for decorate in (
        store_option,
        click.option("--sparql", is_flag=True, help="只印出要运行的查询 (print the query that would run)."),
        click.option("--output", type=OUTPUT, help="写到文件, 格式看后缀 (to a file): .csv .xlsx .parquet .json .md"),
        click.option("--sources", is_flag=True, help="加上出处: 文件、位置、原文 (add document, place, printed text)."),
        click.option("--yuan", is_flag=True, help="金额用元, 不用万元 (amounts in yuan)."),
        format_option,
    ):
        function = decorate(function)
    return function


def _answer(
    store: GraphStore, question: Question, given: Mapping[str, str], *, sparql: bool, output: Path | None,
    rows: Answer | None = None, **shown: Any,
) -> None:  # fmt: skip
    """Ask a question and print its answer, or the query alone. `rows` is the answer where it is known already."""
    asked = understood(store, question, given)
    if sparql:
        click.echo(asked.query, nl=False)
    elif output is not None:
        keep_answer(store, asked, output, yuan=shown["yuan"], sources=shown["sources"], rows=rows)
    else:
        print_answer(store, asked, rows=rows, **shown)
    if question.note and not asked.meant and not sparql:
        say(question.note)
    if "sh:ValidationResult" in asked.query:
        say_outdated_findings(store)


def _parameter(question: Question, name: str) -> Parameter:
    return next(parameter for parameter in question.parameters if parameter.name == name)


def _given(question: Question, values: tuple[str, ...], named: Mapping[str, str | None]) -> dict[str, str]:
    """What was typed for each parameter: options by name, then positional values for the others in order."""
    given = {name: value for name, value in named.items() if value is not None}
    waiting = [parameter.name for parameter in question.parameters if parameter.name not in given]
    if len(values) > len(waiting):
        extra = " ".join(values[len(waiting) :])
        raise click.UsageError(f"多了 (too many values): {extra}; kb ask {question.name} --help 看参数")
    return given | dict(zip(waiting, values, strict=False))


def _metavar(parameter: Parameter) -> str:
    return parameter.label if parameter.required else f"[{parameter.label}]"


def _option_help(parameter: Parameter) -> str:
    notes = [
        f"例 {parameter.example}" if parameter.example else "",
        f"默认 {parameter.default}" if parameter.default else "",
    ]
    text = "; ".join(note for note in (parameter.description or parameter.label, *notes) if note)
    return f"{text} ({parameter.description_en or parameter.label_en})." if parameter.label_en else f"{text}."


def _page(question: Question) -> str:
    """The help text of a question: what it asks, in Chinese and English, its columns and examples."""
    columns = "\n".join(f"  {heading(in_wan_yuan(column))}  {column.label_en}".rstrip() for column in question.columns)
    parts = [
        f"{question.summary} ({question.summary_en})." if question.summary_en else question.summary,
        question.description,
        question.description_en,
        f"\b\n答案的列 (columns):\n{columns}" if columns else "",
        "\b\n例 (examples):\n" + "\n".join(f"  {line}" for line in question.example) if question.example else "",
    ]
    return "\n\n".join(part for part in parts if part)
