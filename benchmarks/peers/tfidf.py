"""TF-IDF of words and logistic regression, by scikit-learn with its defaults: the usual baseline."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version

from benchmarks.peers.peer import Predict, Ranking, ranked


class TfidfLogistic:
    """Multinomial logistic regression on TF-IDF of lower-case words."""

    name = "tfidf_logistic"
    title = "TF-IDF + logistic regression"
    settings = f"scikit-learn {version('scikit-learn')}, TfidfVectorizer(), LogisticRegression(C=10, max_iter=1000)"

    def fit(self, texts: Sequence[str], labels: Sequence[str]) -> Predict:
        """Learn; C is 10 rather than 1 because the default is too strict for so few examples, and the peer would look worse."""
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.linear_model import LogisticRegression

        vectorizer = TfidfVectorizer()
        model = LogisticRegression(C=10, max_iter=1000).fit(vectorizer.fit_transform(texts), list(labels))
        names = [str(c) for c in model.classes_]

        def predict(others: Sequence[str]) -> list[Ranking]:
            return [ranked(names, row) for row in model.predict_proba(vectorizer.transform(others))]

        return predict
