"""All rules over all things, with the decisions of people: the links that hold, and the pairs in doubt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations

from kb.links.clusters import Clusters, clusters_of
from kb.links.model import JOINING, Link, LinkVerdict, Policy, Things
from kb.links.organizations import organization_links
from kb.links.policies import policy_links
from kb.links.projects import project_links


@dataclass(frozen=True, slots=True)
class Links:
    """What is known about identity: links that hold (joining, or `different`), and pairs that a person should see."""

    holding: tuple[Link, ...]
    doubtful: tuple[Link, ...]
    clusters: Clusters

    @property
    def joining(self) -> tuple[Link, ...]:
        """The links that make two IRIs one."""
        return tuple(link for link in self.holding if link.verdict in JOINING)


def find_links(things: Things, decisions: Iterable[Link] = ()) -> Links:
    """Apply every rule; what people decided goes before, and rules never join what is known to differ."""
    decided = {link.pair: link for link in decisions}
    found = [*decided.values(), *_undecided(_by_rules(things, decided.values()), decided)]
    apart = [link for link in found if link.verdict is LinkVerdict.DIFFERENT]
    clusters = Clusters([*(link.pair for link in apart), *_listed_together(found, things)])
    holding, doubtful = list(apart), []
    for link in found:
        if link.verdict in JOINING:
            if clusters.join(link.a, link.b):
                holding.append(link)
            else:
                doubtful.append(_refused(link, things, clusters))
    open_pairs = [link for link in found if link.verdict is LinkVerdict.DOUBTFUL and not clusters.same(link.a, link.b)]
    return Links(_sorted(holding), _sorted([*doubtful, *open_pairs]), clusters)


def _sorted(links: Iterable[Link]) -> tuple[Link, ...]:
    return tuple(sorted(links, key=lambda link: (link.a, link.b, link.rule)))


def _by_rules(things: Things, decided: Iterable[Link]) -> list[Link]:
    """Organisations first: projects are compared within what turned out to be one department."""
    organizations = list(organization_links(things.organizations))
    settled = clusters_of([*decided, *organizations])
    agencies = {thing.agency for thing in things.policies if isinstance(thing, Policy) and thing.agency}
    projects = project_links(things.projects, agencies, settled.root, settled.same)
    return [*organizations, *projects, *policy_links(things.policies)]


def _listed_together(links: Iterable[Link], things: Things) -> Iterator[tuple[str, str]]:
    """Projects about to be joined with others that one document lists beside each other."""
    joined = {iri for link in links if link.verdict in JOINING for iri in link.pair}
    by_document: dict[str, set[str]] = defaultdict(set)
    for project in things.projects:
        if project.iri in joined:
            for entry in project.entries:
                by_document[entry.document].add(project.iri)
    for together in by_document.values():
        yield from combinations(sorted(together), 2)


def _undecided(links: Iterable[Link], decided: dict[tuple[str, str], Link]) -> list[Link]:
    """Links of pairs that nobody decided, each pair once: the first rule that speaks of it."""
    first: dict[tuple[str, str], Link] = {}
    for link in links:
        if link.pair not in decided:
            first.setdefault(link.pair, link)
    return list(first.values())


def _refused(link: Link, things: Things, clusters: Clusters) -> Link:
    """A link that a rule would make and that what is known forbids."""
    clash = clusters.clash(clusters.root(link.a), clusters.root(link.b)) or link.pair
    known = things.all()
    names = "”“".join(known[iri].name if iri in known else iri for iri in clash)
    return replace(
        link,
        verdict=LinkVerdict.DOUBTFUL,
        reason=f"{link.reason}；但会把已知不同的“{names}”并在一起",
        reason_en=f"{link.reason_en}; but that would join two that are known to differ",
    )
