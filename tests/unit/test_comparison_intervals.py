"""Intervals: reference values from publications, statsmodels as a second implementation, and properties."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from uitkomst.comparison.clustered_ratio import clustered_interval, design_effect, linearised_variance
from uitkomst.comparison.observed_expected import byar_interval, exact_poisson_interval, observed_over_expected
from uitkomst.comparison.t_interval import t_interval
from uitkomst.comparison.wilson import wilson_interval

Z998 = 3.090232306167813


@pytest.mark.parametrize(
    ("met", "known", "z", "lower", "upper"),
    [
        # PHEindicatormethods tests/testthat/testdata_Byars_Wilson.xlsx and testdata_Proportion.xlsx
        (65, 100, 1.959963984540054, 0.5525444329688797, 0.7363575175690247),
        (65, 100, Z998, 0.4954946574070431, 0.7783540614089697),
        (1045, 5000, 1.959963984540054, 0.19795549880013297, 0.22049130373189027),
        (1, 100, 1.959963984540054, 0.0017674320641406511, 0.054486196178705294),
        # statsmodels tests (19 of 38)
        (19, 38, 1.959963984540054, 0.348499283643951, 0.651500716356049),
    ],
)
def test_wilson_equals_published_values(met, known, z, lower, upper):
    assert wilson_interval(met, known, z) == pytest.approx((lower, upper), abs=1e-9)


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_equals_statsmodels_and_stays_within_bounds(counts):
    met, known = counts
    lower, upper = wilson_interval(met, known)
    assert (lower, upper) == pytest.approx(proportion_confint(met, known, method="wilson"), abs=1e-9)
    assert 0 <= lower <= met / known <= upper <= 1


def test_wilson_reaches_the_ends_exactly():
    assert wilson_interval(0, 20)[0] == 0.0
    assert wilson_interval(20, 20)[1] == 1.0


@pytest.mark.parametrize(("met", "known"), [(0, 0), (-1, 5), (6, 5)])
def test_wilson_refuses_impossible_counts(met, known):
    with pytest.raises(ValueError, match="no interval"):
        wilson_interval(met, known)


def test_t_interval_equals_scipy_and_is_clipped():
    from scipy import stats

    grades = [7, 8, 6, 9, 10, 4, 8, 7, 7, 8, 2, 9]
    mean, spread = sum(grades) / len(grades), stats.tstd(grades)
    expected = stats.t.interval(0.95, len(grades) - 1, loc=mean, scale=stats.sem(grades))
    assert t_interval(mean, spread, len(grades)) == pytest.approx(expected)
    assert t_interval(9.5, 3, 10, 1, 10)[1] == 10
    assert t_interval(7.0, 1.0, 1) is None


def _sums(clients):
    return (
        sum(x for x, _ in clients),
        sum(n for _, n in clients),
        len(clients),
        sum(x * x for x, _ in clients),
        sum(x * n for x, n in clients),
        sum(n * n for _, n in clients),
    )


def test_linearised_variance_by_hand():
    # Cochran (1977) 6.3: clients 2/2, 1/3, 0/1, 3/4 -> r = .6, residuals .8 -.8 -.6 .6, variance 4/3 * 2 / 100
    assert linearised_variance(*_sums([(2, 2), (1, 3), (0, 1), (3, 4)])) == pytest.approx(4 / 3 * 2.0 / 100)


def test_one_unit_per_client_has_a_design_effect_of_one():
    clients = [(1, 1)] * 30 + [(0, 1)] * 70
    assert design_effect(*_sums(clients)) == pytest.approx(100 / 99)


def test_units_that_agree_within_clients_widen_the_interval():
    together = [(3, 3)] * 20 + [(0, 3)] * 30
    effect = design_effect(*_sums(together))
    assert effect == pytest.approx(3 * 50 / 49)
    narrow, wide = clustered_interval(60, 150, 1.0), clustered_interval(60, 150, effect)
    assert narrow == wilson_interval(60, 150)
    # Wilson with 150 / effect units, just under the 50 clients that agree within themselves.
    assert wide == pytest.approx(wilson_interval(20, 50), abs=0.003) and wide[0] < narrow[0] < 0.4 < narrow[1] < wide[1]


def test_clients_that_happen_to_be_alike_do_not_make_it_more_certain():
    alike = [(1, 2)] * 40
    assert design_effect(*_sums(alike)) == pytest.approx(0, abs=1e-12)
    assert clustered_interval(40, 80, 0.0) == wilson_interval(40, 80)


def test_without_units_or_with_one_client_there_is_nothing_to_go_by():
    assert clustered_interval(0, 0, 2.0) is None
    assert linearised_variance(1, 2, 1, 1, 2, 4) is None


@pytest.mark.parametrize(
    ("observed", "lower", "upper"),
    [
        # PHEindicatormethods testdata_Byars_Wilson.xlsx
        (65, 50.163187710459454, 82.84913854593984),
        (1045, 982.5932018073325, 1110.33121298565),
        (1, 0.01307213290150435, 5.5637555824752605),
    ],
)
def test_byar_equals_published_values(observed, lower, upper):
    assert byar_interval(observed) == pytest.approx((lower, upper), abs=1e-6)


def test_observed_over_expected_equals_published_value():
    # PHEindicatormethods testdata_DSR_ISR.xlsx
    found = observed_over_expected(895, 835.8835612311743)
    assert found == pytest.approx((1.0707232939020275, 1.0017147712553987, 1.143233287249895), abs=1e-9)


def test_exact_poisson_equals_funnelplotr():
    # FunnelPlotR tests/testthat/test-poisson_limits.R, E = 15 and 30
    assert [limit / 15 for limit in exact_poisson_interval(15)] == pytest.approx([0.5596924, 1.649348], abs=1e-6)
    lower, upper = exact_poisson_interval(30, 0.998)
    assert (lower / 30, upper / 30) == pytest.approx((0.5289724, 1.702771), abs=1e-6)


def test_nothing_observed_and_nothing_expected():
    assert observed_over_expected(0, 3.0)[:2] == (0.0, 0.0)
    assert math.isfinite(byar_interval(0)[1])
    with pytest.raises(ValueError, match="nothing was expected"):
        observed_over_expected(3, 0)
