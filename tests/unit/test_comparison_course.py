"""The course over time (XmR, p-chart, Laney) and reliable change, on published values."""

import pytest

from uitkomst.comparison.p_chart import laney_chart, p_chart
from uitkomst.comparison.reliable_change import RELIABLE, cut_offs, reliable_change_index, standard_error_of_difference
from uitkomst.comparison.xmr import xmr

# NHSRplotthedots tests/testthat/test-ptd_spc_standard.R
NHS = [
    -0.56047565, -0.23017749, 1.55870831, 0.07050839, 0.12928774, 1.71506499, 0.46091621, -1.26506123, -0.68685285, -0.44566197,
    1.22408180, 0.35981383, 0.40077145, 0.11068272, -0.55584113, 1.78691314, 0.49785048, -1.96661716, 0.70135590, -0.47279141,
]  # fmt: skip


def test_xmr_equals_nhs_snapshot():
    chart = xmr(NHS)
    assert chart.mean == pytest.approx(0.141623802, abs=1e-8)
    assert chart.moving_range == pytest.approx(1.185339623, abs=1e-8)
    # the snapshot prints limits from the factor 2.66
    assert (chart.lower, chart.upper) == pytest.approx((-3.011379596, 3.294627201), abs=1e-6)
    assert not chart.trial and set(chart.signals) == {""}


def test_few_points_have_trial_limits():
    assert xmr([1, 2, 1, 2, 1]).trial


def test_seven_on_one_side_is_a_shift():
    values = [10, 11, 9, 10, 9, 11, 10, 9, 10, 9, 12, 11, 13, 12, 11, 12, 13]
    assert xmr(values).signals[-1] == "shift"


def test_six_steps_up_are_a_trend_and_five_are_not():
    flat = [10, 12, 9, 11, 10, 12, 9]
    assert xmr([*flat, 10, 11, 12, 13, 14, 15]).signals[-1] == "trend"
    assert "trend" not in xmr([*flat, 10, 9.5, 10, 11, 12, 13]).signals


def test_outside_is_stronger_than_trend():
    values = [1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 9]
    assert xmr(values).signals[-1] == "outside"


def test_two_of_three_count_on_the_same_side_only():
    near = [0, 1] * 30
    mean, half = 0.5, 2.66
    far = mean + 0.8 * half
    same = xmr([*near, far, 0.5, far])
    opposite = xmr([*near, far, 0.5, mean - 0.8 * half])
    assert same.signals[-1] == "two_in_three"
    assert "two_in_three" not in opposite.signals


def test_a_provisional_point_neither_signals_nor_moves_the_limits():
    firm = xmr([1, 2, 1, 2, 1, 2])
    with_open_end = xmr([1, 2, 1, 2, 1, 2, 99], provisional=1)
    assert with_open_end.upper == firm.upper
    assert with_open_end.signals[-1] == ""


def test_screening_drops_one_wild_jump():
    values = [1, 2] * 8 + [30] + [1, 2] * 4
    assert xmr(values, screened=True).moving_range < xmr(values).moving_range
    assert xmr([3, 3, 3], screened=True).moving_range == 0


def test_a_course_needs_two_firm_points():
    with pytest.raises(ValueError, match="two points"):
        xmr([1, 2], provisional=1)


def test_p_chart_equals_montgomery():
    # Montgomery example 7.1: 30 samples of 50; without samples 15 and 23 the mean is .2150
    met = [12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9, 6]
    chart = p_chart(met, [50] * 30, exclude=[14, 22])
    assert chart.mean == pytest.approx(0.2150, abs=1e-12)
    assert (chart.lower[0], chart.upper[0]) == pytest.approx((0.04070284, 0.38929716), abs=1e-8)


def test_p_chart_stops_at_zero():
    # the second part of the same example (qicharts2 ex. 7.1_5): mean .1096875, lower limit 0
    chart = p_chart([1755], [16000])
    assert chart.mean == pytest.approx(0.1096875)
    low = p_chart([5, 6], [50, 50])
    assert low.lower == (0.0, 0.0)


def test_laney_is_wider_where_large_units_move_more_than_chance():
    met, known = [2000, 2200, 1900, 2300, 2050, 2250], [10000] * 6
    plain, laney = p_chart(met, known), laney_chart(met, known)
    assert laney.sigma_z > 3
    assert laney.upper[0] - laney.mean == pytest.approx(laney.sigma_z * (plain.upper[0] - plain.mean))


def test_reliable_change_equals_jacobson_and_truax():
    assert standard_error_of_difference(7.5, 0.80) == pytest.approx(4.7434, abs=1e-4)
    assert reliable_change_index(32.5, 47.5, 7.5, 0.80) == pytest.approx(3.1623, abs=1e-4)
    assert cut_offs(40, 7.5, 60, 7.5) == pytest.approx((55, 45, 50))
    assert cut_offs(60, 7.5, 40, 7.5) == pytest.approx((45, 55, 50))


@pytest.mark.parametrize(("spread", "reliability", "error", "change"), [(7.30, 0.79, 4.73, 9.27), (12.90, 0.91, 5.47, 10.73)])
def test_reliable_change_equals_published_table(spread, reliability, error, change):
    # PMC8944273 table 1: CDRS-R and CGAS
    found = standard_error_of_difference(spread, reliability)
    assert found == pytest.approx(error, abs=0.005)
    assert found * RELIABLE == pytest.approx(change, abs=0.006)


def test_reliability_of_one_is_refused():
    with pytest.raises(ValueError, match="no standard error"):
        standard_error_of_difference(10, 1.0)
