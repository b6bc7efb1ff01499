"""Questions asked in words: which canned question a sentence means, and with which parameters.

No model and no network: the names that the graph holds are found in the sentence, the rest is cut into recognised
pieces (`queries/words/`), and a question is chosen only if it has a use for every piece that means something. What is
left over, what fits two questions about equally and names that mean several things are asked back, never guessed.
"""

from kb.asking.words.answering import Reply, SentencePart, nearest_names, said_in_vain
from kb.asking.words.named.mentions import NAMED_TYPES
from kb.asking.words.reading import Candidate, Understanding, read
from kb.asking.words.several.parts import reply

__all__ = [
    "NAMED_TYPES",
    "Candidate",
    "Reply",
    "SentencePart",
    "Understanding",
    "nearest_names",
    "read",
    "reply",
    "said_in_vain",
]
