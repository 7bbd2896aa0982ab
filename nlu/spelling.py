"""Misspelt words set right: a word that nobody knows becomes the known word nearest to it."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Final

from symspellpy import SymSpell, Verbosity

from faq.folding import fold

_WORD: Final = re.compile(r"[a-z]+(?:'[a-z]+)?")
_SEEN_LEAST: Final = 3  # times: a word written so often in training questions is no slip
_TARGET_LEAST: Final = 4  # times: what a word may be corrected to
_SHORTEST: Final = 5  # letters: shorter unknown words are names and abbreviations more often than slips
_LONG: Final = 7  # letters from which two slips are believed
_FILE: Final = "spelling.json"
_DICTIONARY: Final = (
    "frequency_dictionary_en_82_765.txt"  # comes with symspellpy: a word and its frequency on each line
)


class Speller:
    """Corrects words that stand neither in an English dictionary nor in the questions known, to words of those questions.

    One or two slips: a letter left out, added, changed, or swapped with its neighbour (Damerau 1964), looked up by symmetric deletes
    (Garbe 2012, the library symspellpy). Words that the bot was taught are never touched, so names, Spanish and slang of the
    questions stay.
    """

    def __init__(self, counts: dict[str, int]) -> None:
        """`counts`: the words of the training questions with how often each occurs."""
        self._counts, self._english = counts, english_words()
        self._index = self._targets()

    @classmethod
    def learn(cls, texts: Iterable[str]) -> Speller:
        """Learn the words of the training questions."""
        return cls(dict(Counter(word for text in texts for word in _WORD.findall(fold(text)))))

    def correct(self, folded: str) -> str:
        """A folded text with misspelt words set right, everything else as it was."""
        return _WORD.sub(lambda match: self._word(match.group()), folded)

    def _word(self, word: str) -> str:
        if len(word) < _SHORTEST or self._counts.get(word, 0) >= _SEEN_LEAST:
            return word
        if word in self._english:
            return word
        slips = 2 if len(word) >= _LONG else 1
        found = self._index.lookup(word, Verbosity.CLOSEST, max_edit_distance=slips)
        return str(found[0].term) if found else word

    def _targets(self) -> SymSpell:
        index = SymSpell(max_dictionary_edit_distance=2, prefix_length=7)
        for word, count in self._counts.items():
            often = count >= (_TARGET_LEAST if word in self._english else 2 * _TARGET_LEAST)
            if often and len(word) >= _SHORTEST - 1:
                index.create_dictionary_entry(word, count)
        return index

    def save(self, folder: Path) -> None:
        """Write the words as JSON into `folder`."""
        (folder / _FILE).write_text(json.dumps(self._counts, ensure_ascii=False), encoding="utf8")

    @classmethod
    def load(cls, folder: Path) -> Speller:
        """Read what `save` wrote."""
        return cls(json.loads((folder / _FILE).read_text(encoding="utf8")))


@lru_cache(maxsize=1)
def english_words() -> frozenset[str]:
    """Every word of the dictionary that comes with symspellpy, lower case."""
    listed = resources.files("symspellpy").joinpath(_DICTIONARY).read_text(encoding="utf8")
    return frozenset(line.split(" ", 1)[0] for line in listed.splitlines())
