"""Questions grouped by meaning, each group with a label that a person can read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from sklearn.cluster import AgglomerativeClustering
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, TfidfVectorizer

from faq.folding import words_key
from insights.meaning import Meaning
from insights.quoting import Quote

# Mean cosine within a group; tried on the development set's questions that nothing answers: below it topics run together.
ALIKE_LEAST: Final = 0.42
QUESTIONS_MOST: Final = 4000  # distinct questions grouped: their distances take 130 MB
KEY_WORDS: Final = 4
# What people write in any question, besides the words that scikit-learn leaves out.
_COMMON: Final = frozenset(
    "does did do doing don dont isnt cant whats im ive id youre thats theres really actually usually just like want need know tell "
    "say says said think get got getting going make makes use used thing things way ways kind sort lot ok okay hi hello please "
    "someone somebody people many much long best better good".split()
)
_WORD: Final = r"(?u)\b[^\W\d_]{3,}\b"  # numbers and scraps set nothing apart
_LABEL_WORDS: Final = 14  # a longer question is no label unless there is no other
_NEAR: Final = 0.15  # mean probability of the likeliest fact from which it is near
FAR: Final = 0.03  # and below which it is far


@dataclass(frozen=True)
class Question:
    """One wording: how many times it was asked, and the exchanges that it stands for."""

    text: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True)
class Group:
    """Questions of one meaning, the most telling first. `people`: conversations in which one of them was asked.

    `nearest`: the likeliest fact's id, "" when nothing is known of it; `likely`: its mean probability.
    """

    number: int
    label: str
    key_words: tuple[str, ...]
    questions: tuple[Question, ...]
    people: int
    nearest: str
    likely: float

    @property
    def how_near(self) -> str:
        """How near the nearest fact is, in words."""
        return "near" if self.likely >= _NEAR else "not very near" if self.likely >= FAR else "far"

    @property
    def asked(self) -> int:
        """How many times one of the questions was asked."""
        return sum(len(question.quotes) for question in self.questions)


def distinct(quotes: Sequence[Quote]) -> list[Question]:
    """One Question for each wording, the most asked first, then the newest."""
    wordings: defaultdict[str, list[Quote]] = defaultdict(list)
    for quote in quotes:
        wordings[words_key(quote.told.text) or quote.told.text].append(quote)
    found = [Question(own[0].told.text, tuple(own)) for own in wordings.values()]
    return sorted(found, key=lambda q: (-len(q.quotes), -q.quotes[-1].told.at, q.text))


def grouped(questions: Sequence[Question], meaning: Meaning) -> list[Group]:
    """Groups of at most QUESTIONS_MOST questions, numbered from 1, the one that most people asked first."""
    kept = questions[:QUESTIONS_MOST]
    if not kept:
        return []
    vectors = meaning.vectors([question.text for question in kept])
    members: defaultdict[int, list[int]] = defaultdict(list)
    for row, label in enumerate(_labels(vectors)):
        members[label].append(row)
    parts = sorted(members.values(), key=lambda rows: (-_people(kept, rows), -len(rows), rows))
    words = _key_words([[kept[row].text for row in rows] for rows in parts])
    return [_group(n, [kept[r] for r in rows], vectors[rows], words[n - 1]) for n, rows in enumerate(parts, 1)]


def _labels(vectors: np.ndarray) -> list[int]:
    if len(vectors) == 1:
        return [0]
    # Average linkage: a group is as alike as its pairs are on average, so that no chain of small steps joins two
    # topics.
    clustering = AgglomerativeClustering(
        n_clusters=None, affinity="cosine", linkage="average", distance_threshold=1 - ALIKE_LEAST
    )
    return [int(label) for label in clustering.fit_predict(vectors)]


def _people(questions: Sequence[Question], rows: Sequence[int]) -> int:
    return len({quote.told.conversation for row in rows for quote in questions[row].quotes})


def _group(number: int, questions: Sequence[Question], vectors: np.ndarray, words: tuple[str, ...]) -> Group:
    central = (vectors @ vectors.sum(axis=0)).argsort()[::-1]
    ordered = tuple(questions[i] for i in central)
    short = [question for question in ordered if len(question.text.split()) <= _LABEL_WORDS]
    shares: defaultdict[str, float] = defaultdict(float)
    quotes = [quote for question in ordered for quote in question.quotes]
    for quote in quotes:
        for fact, share in quote.told.nearest:
            shares[fact] += share
    fact = max(shares, key=lambda one: shares[one], default="")
    return Group(
        number=number,
        label=(short or ordered)[0].text,
        key_words=words,
        questions=ordered,
        people=_people(ordered, range(len(ordered))),
        nearest=fact,
        likely=shares[fact] / len(quotes),
    )


def _key_words(groups: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    """For each group the words that set it apart from the others; () where it has none."""
    texts = [" ".join(words_key(text) for text in group) for group in groups]
    vectorizer = TfidfVectorizer(stop_words=sorted(ENGLISH_STOP_WORDS | _COMMON), token_pattern=_WORD)
    try:
        weights = vectorizer.fit_transform(texts)
    except ValueError:  # nothing but common words
        return [() for _ in groups]
    names = vectorizer.get_feature_names_out()
    found = []
    for row, group in enumerate(groups):
        weight = weights[row].toarray()[0]
        best = [int(i) for i in weight.argsort()[::-1][:KEY_WORDS] if weight[i] > 0]
        found.append(tuple(str(names[i]) for i in best) if len(group) > 1 else ())
    return found
