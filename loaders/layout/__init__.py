"""Layout: blocks of any format → sheets, each a whole table with its caption, unit, notes and header paths.

Knows how tables are cut, joined and headed; what the words mean is in the lexicon.
"""
