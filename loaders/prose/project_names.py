"""How a paragraph opens the description of a project: a number, the quoted name, 主要内容."""

from __future__ import annotations

import re

from loaders.printing import tidy

PROJECT_OPENER = re.compile(
    r"\s*+(?:[（(]?\d{1,2}[）)]?[、.．]?|[（(]?[一二三四五六七八九十]{1,3}[）)]?[、.．]?)?\s*+"
    r"[“\"「《](?P<name>[^“”\"「」《》。；]{2,60})[”\"」》]\s*+(?:项目)?(?:的)?主要内容(?:是|为)?[：:]?"
)


def project_named(text: str) -> str:
    """The name of the project whose description a paragraph opens, or nothing."""
    match = PROJECT_OPENER.match(text)
    return tidy(match["name"]) if match else ""
