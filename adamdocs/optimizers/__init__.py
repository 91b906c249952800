"""Update rules: pure `(init, update)` pairs, from gradient descent to Adam and its relatives.

    rule = adam(lr=1e-3)
    state = rule.init(theta)
    step, state = rule.update(g, state, theta)
    theta = theta + step

Only `+ - * / sqrt abs`, comparisons and `where` are used, in one fixed order, so that the same run
gives the same bits in another language. `RULES` lists every rule by name.
"""

from collections.abc import Callable

from adamdocs.optimizers.adam import adam, amsgrad
from adamdocs.optimizers.adaptive import adagrad, rmsprop
from adamdocs.optimizers.base import Rule
from adamdocs.optimizers.gradient import lion, momentum, nesterov, sgd, sign_descent
from adamdocs.optimizers.relatives import adamax, nadam
from adamdocs.optimizers.variants import adam_l2, adamw, optimistic_adam

RULES: dict[str, Callable[..., Rule]] = {
    factory.__name__: factory
    for factory in (
        sgd,
        momentum,
        nesterov,
        adagrad,
        rmsprop,
        adam,
        adamax,
        nadam,
        amsgrad,
        adam_l2,
        adamw,
        optimistic_adam,
        sign_descent,
        lion,
    )
}

__all__ = [
    "RULES",
    "Rule",
    "adagrad",
    "adam",
    "adam_l2",
    "adamax",
    "adamw",
    "amsgrad",
    "lion",
    "momentum",
    "nadam",
    "nesterov",
    "optimistic_adam",
    "rmsprop",
    "sgd",
    "sign_descent",
]
