"""The words around a picture."""

from __future__ import annotations

from dataclasses import dataclass

SOURCES_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Frame:
    """Words around a picture: the title, what is shown in which unit, the documents it rests on, and notes."""

    title: str
    subtitle: str
    sources: tuple[str, ...]
    notes: tuple[str, ...] = ()

    def source_line(self) -> str:
        """The documents in one line."""
        shown = "、".join(self.sources[:SOURCES_SHOWN])
        more = f" 等 {len(self.sources)} 份" if len(self.sources) > SOURCES_SHOWN else ""
        return f"资料来源：{shown}{more}"
