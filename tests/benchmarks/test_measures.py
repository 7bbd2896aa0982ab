from __future__ import annotations

import numpy as np
import pytest

from benchmarks.measures import (
    area_under_risk,
    auroc,
    calibration_error,
    reliability,
    risk_coverage,
    unknown_accepted,
)


def test_calibration_error_is_the_weighted_distance_of_confidence_from_accuracy() -> None:
    confidence = [0.95, 0.95, 0.95, 0.95, 0.15]
    right = [True, True, True, False, False]
    assert calibration_error(confidence, right) == pytest.approx(0.8 * (0.95 - 0.75) + 0.2 * 0.15)


def test_perfect_confidence_has_no_calibration_error() -> None:
    assert calibration_error([1.0, 1.0, 0.0], [True, True, False]) == 0


def test_reliability_counts_every_prediction_once_the_surest_too() -> None:
    found = reliability([0.0, 0.1, 0.55, 1.0], [False, False, True, True])
    assert [b.count for b in found] == [1, 1, 1, 1]
    assert sum(b.count * b.accuracy for b in found) == pytest.approx(2)


def test_risk_at_each_coverage_is_the_share_wrong_among_the_surest() -> None:
    coverage, risk = risk_coverage([0.9, 0.8, 0.7, 0.6], [True, False, True, False])
    assert coverage.tolist() == [0.25, 0.5, 0.75, 1.0]
    assert risk == pytest.approx([0, 1 / 2, 1 / 3, 1 / 2])
    assert area_under_risk([0.9, 0.8, 0.7, 0.6], [True, False, True, False]) == pytest.approx(
        (0 + 1 / 2 + 1 / 3 + 1 / 2) / 4
    )


def test_the_order_of_equal_confidences_makes_no_difference() -> None:
    assert area_under_risk([1, 1], [True, False]) == area_under_risk([1, 1], [False, True]) == 0.5


def test_auroc_is_the_chance_to_tell_known_from_unknown() -> None:
    assert auroc([3, 4], [1, 2]) == 1
    assert auroc([1, 2], [3, 4]) == 0
    assert auroc([2, 2], [2, 2]) == 0.5
    assert auroc([1, 3], [2]) == 0.5


def test_unknown_accepted_is_counted_where_the_share_of_known_is_accepted() -> None:
    known = list(np.arange(1, 101))  # 95 of them reach 6
    assert unknown_accepted(known, [5.9, 6, 7, 1]) == 0.5
    assert unknown_accepted(known, [1, 2]) == 0
