"""Questions asked in words: which canned question a sentence means, and with which parameters.

No model and no network: the names that the graph holds are found in the sentence, what is left is compared with the
`words` of every question, and a sentence that two questions fit about equally is asked back, never guessed.
"""

from kb.asking.words.mentions import NAMED_TYPES
from kb.asking.words.reading import Candidate, Understanding, read

__all__ = ["NAMED_TYPES", "Candidate", "Understanding", "read"]
