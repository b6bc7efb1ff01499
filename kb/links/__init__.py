"""Identity across documents (同一性): which IRIs stand for one department, unit, project or policy document, and why.

`find_links` judges, `kb.links.storing` keeps the links in a graph of their own, `kb.links.why` answers for them.
"""

from kb.links.finding import Links, find_links
from kb.links.model import Link, LinkKind, LinkVerdict, Things
from kb.links.things import things_of

__all__ = ["Link", "LinkKind", "LinkVerdict", "Links", "Things", "find_links", "things_of"]
