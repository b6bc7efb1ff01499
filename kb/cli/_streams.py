"""Standard streams as a command may find them: closed, full, or in an encoding without Chinese."""

from __future__ import annotations

import os
import sys

import click


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
    return str(error) if error.filename else f"输出写不下去 (the output cannot be written): {error}"
