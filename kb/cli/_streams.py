"""Standard streams and files as a command may find them: closed, full, missing, or in an encoding without Chinese."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import click

_DRAFT = re.compile(r"\.(.+)\.\d+\.part")


def need_streams() -> None:
    """Put the null device in the place of closed streams, lest a file of the store take their number.

    Raises ClickException where there is no standard output: an answer would go nowhere.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free
    if sys.stdout is None:
        raise click.ClickException("标准输出已关闭 (standard output is closed)")


def unwritable(error: UnicodeEncodeError) -> str:
    """What to do where the output cannot hold a character."""
    return (
        f"输出的编码 {error.encoding} 写不了 {error.object[error.start : error.end][:20]} "
        "(the encoding of the output cannot write this); 设 PYTHONIOENCODING=utf-8 (set this)"
    )


def unfinished(error: OSError) -> str:
    """An error of the system in one sentence. Output that cannot be written out is given up."""
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return _of_a_file(error) if error.filename else f"输出写不下去 (the output cannot be written): {error}"


def _of_a_file(error: OSError) -> str:
    """What stands against a file or its folder; a draft (`.graph.ttl.81.part`) goes by the name it is to have."""
    path = Path(os.fsdecode(error.filename2 or error.filename))
    if draft := _DRAFT.fullmatch(path.name):
        path = path.with_name(draft[1])
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
        case _:
            said = "系统报错"
    return f"{path}: {said} ({error.strerror})"
