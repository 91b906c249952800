"""What people get wrong about the size of Adam's steps, put to the test."""

import numpy as np

from adamdocs import streams
from adamdocs.explainers.adam.experiments import after_silence, page
from adamdocs.explainers.pieces import Finding
from adamdocs.optimizers import adam
from adamdocs.runs import feed


@page.claim(
    says="Adam never steps farther than one learning rate.",
    verdict="false",
    holds="While gradients agree, a step is one learning rate. After a silence it can be "
    "{{one_after_silence}}, {{burst_after_silence}}, or anything below {{largest_step}}.",
    otherwise="It would be true if no gradient were larger than the ones before it.",
    statistic="the largest step at equal gradients after a silence, in learning rates,",
    evidence=("figure largest_steps",),
    counter_example={"silence": False},
)
def steps_stay_below_the_rate(silence: bool = True) -> Finding:
    """No step exceeds the learning rate."""
    constant = -feed(adam(1.0), streams.constant(40)).step[:, 0]
    return Finding(float((after_silence(40) if silence else constant).max()), "<=", 1)


@page.claim(
    says="Larger gradients make Adam take larger steps.",
    verdict="false",
    holds="Multiply every gradient by a hundred, and both averages grow alike: the steps stay as "
    "they are, as long as $\\eps$ is negligible.",
    otherwise="It would be true of gradients not much larger than $\\eps$.",
    statistic="the largest ratio of a step under noise a hundred times larger to the step under "
    "the noise",
    evidence=("figure agree_or_cancel",),
    form=".6g",
    counter_example={"eps": 10.0},
)
def larger_gradients_make_larger_steps(eps: float = 1e-8) -> Finding:
    """Steps under hundredfold gradients are more than one percent larger."""
    g = streams.noisy(200)
    plain, larger = (feed(adam(1.0, eps=eps), scale * g).step for scale in (1.0, 100.0))
    return Finding(float(np.abs(larger / plain).max()), ">", 1.01)
