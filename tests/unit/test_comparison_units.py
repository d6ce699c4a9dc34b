"""Units beside each other: funnel limits, over-dispersion, rankability, on published values."""

import pytest
from scipy.stats import norm

from uitkomst.comparison.funnel import Z_THREE_SD, Z_TWO_SD, binomial_limit, funnel_limits, score_limits
from uitkomst.comparison.overdispersion import dispersion, overdispersed_limits
from uitkomst.comparison.rankability import can_be_compared, rankability

# FunnelPlotR dev/workingout_binom.R
MET = [12, 30, 26, 50, 42, 71, 4, 29, 48, 36]
KNOWN = [82, 98, 100, 125, 162, 151, 12, 100, 82, 99]


@pytest.mark.parametrize(
    ("known", "two", "three"),
    [
        # PHEindicatormethods testdata_funnel_prop_outputs.csv (percent); n = 20 and 30
        (20, (63.326743, 97.958152), (53.341156, 100)),
        (30, (66.504234, 94.780661), (58.351036, 100)),
        (110000, (80.408963, 80.875933), (80.274317, 81.010578)),
    ],
)
def test_score_limits_equal_published_values(known, two, three):
    whole = 0.80642448
    assert [100 * limit for limit in score_limits(whole, known)] == pytest.approx(two, abs=1e-4)
    assert [100 * limit for limit in score_limits(whole, known, Z_THREE_SD)] == pytest.approx(three, abs=1e-4)


@pytest.mark.parametrize(
    ("known", "limits"),
    [
        (50, (0.034776, 0.084405, 0.307094, 0.379144)),
        (100, (0.080978, 0.119742, 0.276476, 0.326766)),
        (10, (0, 0, 0.429494, 0.597536)),
    ],
)
def test_binomial_limits_by_spiegelhalters_formula(known, limits):
    found = [binomial_limit(0.2, known, q) for q in (0.001, 0.025, 0.975, 0.999)]
    assert found == pytest.approx(limits, abs=1e-6)


def test_small_units_get_the_exact_limits():
    assert funnel_limits(0.2, 100) == pytest.approx(score_limits(0.2, 100))
    assert funnel_limits(0.2, 40) == (binomial_limit(0.2, 40, 0.025), binomial_limit(0.2, 40, 0.975))
    assert funnel_limits(0.2, 1000, 0.002) == pytest.approx(score_limits(0.2, 1000, Z_THREE_SD))


def test_overdispersion_equals_published_working_out():
    plain, winsorised = dispersion(MET, KNOWN, winsorise=0), dispersion(MET, KNOWN)
    assert (plain.phi, plain.tau2) == pytest.approx((6.0373909979828, 0.0143564578712), abs=1e-9)
    assert (winsorised.phi, winsorised.tau2) == pytest.approx((4.00905291702, 0.00868825971), abs=1e-9)
    limits = overdispersed_limits(winsorised.whole, 100, winsorised.tau2, Z_TWO_SD)
    assert limits == pytest.approx((0.1660154692992, 0.548812643431), abs=1e-8)
    wide = overdispersed_limits(winsorised.whole, 100, winsorised.tau2, norm.ppf(0.999))
    assert wide == pytest.approx((0.0873922607, 0.6652759339), abs=1e-7)


def test_units_that_differ_by_chance_only_have_no_variance_between_them():
    assert dispersion([20, 21, 19, 20, 20], [100] * 5).tau2 == 0.0


def test_limits_are_cut_off_where_the_arcsine_scale_ends():
    assert overdispersed_limits(0.02, 5, 0.05, 3)[0] == 0.0
    assert overdispersed_limits(0.98, 5, 0.05, 3)[1] == 1.0


def test_rankability_withholds_comparison_under_half():
    assert rankability(1.0, [1.0, 1.0, 1.0]) == 0.5
    assert can_be_compared(1.0, [1.0, 1.0])
    assert not can_be_compared(0.9, [1.0, 1.0])
    assert not can_be_compared(5.0, [1.0])
    assert rankability(0.0, [0.0]) == 0.0
    with pytest.raises(ValueError, match="at least one unit"):
        rankability(1.0, [])
