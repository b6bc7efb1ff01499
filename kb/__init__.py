"""The knowledge base: store, questions, tables, exports and the command line over the facts of `loaders`.

For programs: `from kb import KnowledgeBase`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kb.knowledge import KnowledgeBase

__all__ = ["KnowledgeBase"]


def __getattr__(name: str) -> Any:
    """KnowledgeBase, imported when it is asked for: the command line does without."""
    if name == "KnowledgeBase":
        from kb.knowledge import KnowledgeBase

        return KnowledgeBase
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
