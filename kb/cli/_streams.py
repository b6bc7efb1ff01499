"""Standard streams and files as a command may find them: closed, full, missing, or in an encoding without Chinese."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import click

from kb.files.whole import DRAFT, NO_ROOM


def need_streams() -> None:
    """Put the null device in the place of closed streams, lest a file of the store take their number.

    Characters that an open stream's encoding does not have are written as their code (`\\u4e2d`). Raises ClickException
    where there is no standard output: an answer would go nowhere.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - as long as the process lives
    if sys.stdout is None:
        raise click.ClickException("标准输出已关闭 (standard output is closed)")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def as_text(typed: str) -> str:
    """A word of the command line that is no path. Where the locale could not decode it, it is taken for UTF-8."""
    try:
        typed.encode()
    except UnicodeEncodeError:
        try:
            return os.fsencode(typed).decode()
        except UnicodeError as error:
            raise click.UsageError("参数不是 UTF-8 文字 (an argument is not UTF-8)") from error
    return typed


def unfinished(error: OSError) -> str:
    """An error of the system in one sentence. Output that cannot be written out is given up."""
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return _of_a_file(error) if error.filename else f"输出写不下去 (the output cannot be written): {error}"


def _of_a_file(error: OSError) -> str:
    """What stands against a file or its folder; a draft goes by the name it is to have."""
    path = Path(os.fsdecode(error.filename2 or error.filename))
    if draft := DRAFT.fullmatch(path.name):
        path = path.with_name(draft["name"])
    match error:
        case FileNotFoundError() if not path.parent.is_dir():
            return f"{path.parent}: 没有这个文件夹, 请先建立 (no such folder, make it first)"
        case FileNotFoundError():
            said = "没有这个文件"
        case PermissionError():
            said = "没有权限"
        case IsADirectoryError():
            said = "这是文件夹"
        case NotADirectoryError():
            said = "这是文件, 不是文件夹"
        case OSError(errno=errno) if errno in NO_ROOM:
            said = "磁盘已满或超过限额"
        case _:
            said = "系统报错"
    return f"{path}: {said} ({error.strerror})"
