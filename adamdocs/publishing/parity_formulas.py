"""What a rule computes with given options, in a few symbols: what a cell of the matrix says."""

from collections.abc import Mapping
from typing import Any

from adamdocs.optimizers import RULES

DENOMINATORS = {
    "outside": r"$\sqrt{{{v}}}+\eps$",
    "inside": r"$\sqrt{{{v}+\eps}}$",
    "efficient": r"$\sqrt{{{v}}}+\frac{{\hat\eps}}{{\sqrt{{1-\beta_2^t}}}}$",
}
MAXIMA = {"v": r"$\max\,\v_t$", "v_hat": r"$\max\,\vhat_t$"}
SUMS = {False: r"$\beta_1\m_{t-1}+\g_t$", True: r"$\beta_1\m_{t-1}+(1-\beta_1)\g_t$"}


def formula(name: str, ours: Mapping[str, Any]) -> str:
    """The choices that an update leaves open, as a rule with these arguments makes them."""
    given = {**RULES[name]().hyper, **ours}
    if name == "sgd":
        return r"$-\lr\,\g_t$"
    if name == "sign_descent":
        return r"$-\lr\,\sign(\g_t)$"
    if name == "nesterov":
        return rf"{SUMS[False]}, $\g_t$ added once more"
    if name == "momentum":
        return SUMS[given["ema"]]
    if name == "lion":
        decay = f", decay {_decay(given)}" if given["weight_decay"] else ""
        return r"$\sign(c_t)$" + decay
    if name == "adamax":
        is_inside = given["eps_placement"] == "inside"
        largest = r"\max(\beta_2\u_{t-1},\,|\g_t|"
        return rf"${largest}+\eps)$" if is_inside else rf"${largest})+\eps$"
    parts = [*_before(name, given), _denominator(name, given), *_after(name, given)]
    return ", ".join(parts)


def _denominator(name: str, given: Mapping[str, Any]) -> str:
    is_raw = name in ("adagrad", "rmsprop") or not given.get("correct_v", True)
    v = r"\v_t" if is_raw else r"\vhat_t"
    return DENOMINATORS[given.get("eps_placement", "outside")].format(v=v)


def _before(name: str, given: Mapping[str, Any]) -> list[str]:
    if name == "amsgrad":
        return [MAXIMA[given["maximum_of"]]]
    if name == "nadam":
        psi = given["mu_decay"]
        return [r"$\mu_t=\beta_1$" if psi == float("inf") else rf"$\psi={psi:g}$"]
    return []


def _after(name: str, given: Mapping[str, Any]) -> list[str]:
    if name == "adagrad":
        return [rf"$\v_0={given['initial']:g}$"]
    if name == "adam_l2":
        return [r"$\lambda\th$ in $\g$"]
    if name == "adamw":
        return [f"decay {_decay(given)}"]
    if name == "optimistic_adam":
        return [r"$2d_t-d_{t-1}$"]
    return []


def _decay(given: Mapping[str, Any]) -> str:
    return r"$\lr\lambda\th$" if given.get("decay_scaled_by_lr", True) else r"$\lambda\th$"
