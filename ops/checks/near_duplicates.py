"""Messages that are nearly the same: the words of one are the words of the other but for a few."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from faq.folding import words_key

ALIKE: Final = 0.8  # Jaccard similarity of the sets of words
WORDS_LEAST: Final = 5  # shorter messages cannot help but meet: "what is toxic stress", "hello there"


def near_duplicates(left: Sequence[str], right: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Pairs (index in left, index in right) of messages of WORDS_LEAST words or more whose Jaccard similarity is ALIKE or more.

    Prefix filtering (Bayardo et al. 2007, "Scaling Up All Pairs Similarity Search"): two sets so alike share one of their rarest words.
    """
    left_words, right_words = [_words(t) for t in left], [_words(t) for t in right]
    seen = Counter(word for words in (*left_words, *right_words) for word in words)
    by_word: defaultdict[str, list[int]] = defaultdict(list)
    for i, words in enumerate(left_words):
        for word in _rarest(words, seen):
            by_word[word].append(i)
    for j, words in enumerate(right_words):
        candidates = {i for word in _rarest(words, seen) for i in by_word[word]}
        for i in sorted(candidates):
            if len(left_words[i] & words) >= ALIKE * len(left_words[i] | words):
                yield i, j


def _words(text: str) -> frozenset[str]:
    words = words_key(text).split()
    return frozenset(words) if len(words) >= WORDS_LEAST else frozenset()


def _rarest(words: frozenset[str], seen: Counter[str]) -> list[str]:
    most = len(words) - math.ceil(ALIKE * len(words)) + 1
    return sorted(words, key=lambda word: (seen[word], word))[:most]
