"""What people get wrong about the two averages, put to the test."""

import numpy as np

from adamdocs.explainers.moments.experiments import (
    B1,
    SIZE,
    ages,
    agreeing,
    alternating,
    many_draws,
    page,
    rms,
    sample_size,
    steps,
    walks,
)
from adamdocs.explainers.pieces import Finding


@page.claim(
    says="v is a moving average of the gradient's variance.",
    verdict="false",
    heard="introductions to Adam and to AMSGrad, and summaries of the paper, whose own words are "
    "“the 2nd raw moment (the uncentered variance)”",
    holds="v averages squares, and nothing is subtracted: it estimates $\\mu^2+\\sigma^2$. A "
    "thousand gradients of +500 have no variance at all, and $\\vhat$ is {{v_of_agreeing}}; with "
    "every second sign turned it is {{v_of_alternating}}.",
    otherwise="Where the mean is zero, second moment and variance are the same.",
    statistic="under a thousand gradients of +500 the distance of $\\vhat$ from their variance, in "
    "units of their mean square,",
    evidence=("figure same_size_same_v",),
    counter_example={"alternate": True},
)
def v_is_the_variance(alternate: bool = False) -> Finding:
    """v̂ is within one percent of the variance of the gradients."""
    trace = alternating() if alternate else agreeing()
    away = trace.state.v_hat[-1, 0] - trace.g[:, 0].var()
    return Finding(float(np.abs(away)) / SIZE**2, "<=", 0.01)


@page.claim(
    says="The curvature at zero of the moment-generating function is the variance.",
    verdict="false",
    heard="no tutorial in these words; it is an easy slip from one that says the curvature gives "
    "the second moment, “related to variance”, and then speaks of v as “the variance”",
    holds="It is the second moment: {{square_of_draws}} for a hundred thousand draws of mean "
    "{{mean_of_draws}}, whose variance is {{variance_of_draws}}. The variance is the curvature "
    "of $\\ln M$, which at zero is that of $M$ less the square of its slope.",
    otherwise="It would be true of gradients with mean zero.",
    statistic="the curvature at zero of the draws' own moment-generating function over their "
    "variance",
    evidence=("figure density_and_mgf",),
    counter_example={"centered": True},
)
def curvature_is_the_variance(centered: bool = False) -> Finding:
    """The curvature, as a second difference of the empirical M, exceeds the variance."""
    g = many_draws() - (many_draws().mean() if centered else 0.0)
    h = 1e-3
    curvature = np.mean(np.exp(h * g) - 2 + np.exp(-h * g)) / h**2
    return Finding(float(curvature / g.var()), "<=", 1.01)


@page.claim(
    says="With β₁ = 0.9, m is the average of the last ten gradients.",
    verdict="false",
    heard="tutorials that call $1/(1-\\beta)$ the number of gradients averaged over",
    holds="Ten is one more than the mean age of its gradients. The last ten carry "
    "{{share_in_m}} of the weight, the "
    "rest is older; and as an estimate $\\mhat$ is as good as the plain mean of "
    "{{sample_of_m}} gradients, since $(1+\\beta_1)/(1-\\beta_1)$ is what the variance is "
    "divided by.",
    otherwise="An average as noisy as that of ten gradients has $\\beta_1 = 9/11$.",
    statistic="the number of equally weighted gradients whose mean is as noisy",
    evidence=("figure estimates_over_a_run", "exercise as_good_as"),
    counter_example={"b1": 9 / 11},
)
def m_averages_the_last_ten(b1: float = B1) -> Finding:
    """The effective sample size of m is about ten."""
    return Finding(sample_size(ages(b1)[0]), "<=", 10.1)


@page.claim(
    says="When gradients are uncertain, Adam's step is near zero.",
    verdict="false",
    holds="The *mean* step is near zero. A single step under pure noise is {{noise_step}} "
    "learning rates (root mean square), because $\\mhat$ is the mean of only about "
    "{{sample_of_m}} gradients.",
    otherwise="With $\\beta_1 = 0.99$ it would be a third of that.",
    statistic="the root mean square of the settled step under noise of mean zero, in learning "
    "rates, with a tenth counted as near zero,",
    evidence=("figure step_by_signal",),
    counter_example={"b1": 0.99},
)
def uncertain_steps_are_near_zero(b1: float = B1) -> Finding:
    """Steps under noise alone are below a tenth of the rate."""
    return Finding(rms(steps(0.0, 1.0, b1)), "<=", 0.1)


@page.claim(
    says="The average m filters the noise out.",
    verdict="depends",
    heard="introductions to momentum and to Adam",
    holds="True of one step: under pure noise it is {{noise_left_in_m}} of what it would be "
    "without the average. But the averages of neighboring steps share their gradients, so their "
    "errors agree and add up.",
    otherwise="Over a thousand steps the parameter is carried {{walk_with_memory}} learning "
    "rates away (root mean square), {{walk_share}} of the distance without the average.",
    statistic="the distance covered under noise alone in one step, over that at $\\beta_1 = 0$,",
    evidence=("figure step_by_signal", "the prediction above"),
    counter_example={"length": 1000},
)
def m_filters_the_noise(length: int = 1) -> Finding:
    """The distance with m's memory is less than half of that without."""
    with_memory = rms(steps(0.0) if length == 1 else walks(B1, length))
    without = rms(steps(0.0, 1.0, 0.0) if length == 1 else walks(0.0, length))
    return Finding(with_memory / without, "<=", 0.5)


@page.claim(
    says="m̂/√v̂ is the signal-to-noise ratio.",
    verdict="false",
    heard="section 2.1 of {{cite kingma2015}}, “with a slight abuse of terminology”, and many "
    "who leave the caveat out",
    holds="It estimates $r/\\sqrt{1+r^2}$, where $r = \\mu/\\sigma$ is the signal-to-noise "
    "ratio. The denominator holds the signal too, and so the mean step stays below one however "
    "clean the gradient.",
    otherwise="For $r$ well below one the two are nearly the same.",
    statistic="the mean step where the signal is as large as the noise, over the ratio of the two,",
    evidence=("figure step_by_signal",),
    counter_example={"signal": 0.2},
)
def ratio_is_the_signal_to_noise_ratio(signal: float = 1.0) -> Finding:
    """The mean step is at least nine tenths of μ/σ."""
    return Finding(float(steps(signal).mean()) / signal, ">=", 0.9)
