"""Stores of the former layout, in which each document was a named graph of the database, written anew as of today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.rdf.nquads import sorted_nquads
from kb.store.described import index_lines, lines_of
from kb.store.manifest import manifest_graph_iri, shard_quad
from loaders.iris import DISCLOSURE_GRAPHS

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kb.store.shards import Shards

FORMER = (
    "这个库是旧的格式, 运行一次 kb optimize 即可 "
    "(a store of the former layout: documents as named graphs; run kb optimize once)"
)

FORMER_ON_SERVER = (
    "服务器上的库是旧的格式, 再运行一次 kb load 即可 "
    "(the store on the server is of the former layout; run kb load once, of any document)"
)


def rewritten(former: ox.Store, new: ox.Store, shards: Shards, base: str) -> None:
    """Put what a database of the former layout holds into a new one, its documents into shards."""
    import pyoxigraph as ox

    for graph in former.named_graphs():
        name = str(getattr(graph, "value", ""))
        quads = set(former.quads_for_pattern(None, None, None, graph))
        if name == manifest_graph_iri(base) or not name.startswith(base + DISCLOSURE_GRAPHS):
            new.bulk_extend(quads)
        elif quads:
            text = sorted_nquads(quads)
            said = f"{shard_quad(name, shards.write(text), base)} .\n"
            index = "".join(f"{line}\n" for line in index_lines(lines_of(text, name), name, base))
            new.bulk_load((text.replace(f" <{name}> .\n", " .\n") + said + index).encode(), ox.RdfFormat.N_QUADS)
