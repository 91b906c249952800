"""What a running function has computed, under the names that programs give to Adam's symbols."""

import contextlib
import sys
from collections.abc import Callable, Iterator, Mapping
from types import FrameType
from typing import Any

ALIASES: Mapping[str, tuple[str, ...]] = {
    "theta": ("theta", "params", "param", "parameters", "weights", "w", "x", "p"),
    "g": ("g", "grad", "grads", "gradient", "gradients", "g_t", "dw", "dx", "dtheta"),
    "m": ("m", "m_t", "mt", "first_moment", "exp_avg"),
    "v": ("v", "v_t", "vt", "second_moment", "exp_avg_sq"),
    "m_hat": ("m_hat", "mhat", "m_corrected", "m_corr", "m_cap", "m_unbiased"),
    "v_hat": ("v_hat", "vhat", "v_corrected", "v_corr", "v_cap", "v_unbiased"),
    "t": ("t", "step", "timestep", "iteration", "i"),
    "state": ("state",),
    "grad_fn": ("grad_fn", "gradient_fn", "grad_func", "gradient_function", "grad_f", "df"),
    "start": ("theta_init", "theta0", "theta_0", "init", "initial", "start", "x0", "x_init"),
    "steps": (
        *("max_iters", "max_iter", "steps", "n_steps", "num_steps", "iterations", "epochs"),
        *("num_iterations", "n_iter", "num_iters"),
    ),
    "lr": ("lr", "alpha", "learning_rate", "eta", "step_size", "stepsize"),
    "b1": ("b1", "beta1", "beta_1"),
    "b2": ("b2", "beta2", "beta_2"),
    "eps": ("eps", "epsilon"),
}
CALLED = {alias: name for name, aliases in ALIASES.items() for alias in aliases}
SYMBOLS = ("m", "v", "m_hat", "v_hat", "theta")

Seen = dict[str, float]


@contextlib.contextmanager
def watched(function: Callable[..., Any], seen: Seen) -> Iterator[None]:
    """Note the symbols that a function has computed when it returns."""

    def note(frame: FrameType, event: str, _: Any) -> None:
        if event == "return" and frame.f_code is function.__code__:
            seen.update(symbols(frame))

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        yield
    finally:
        sys.setprofile(before)


def symbols(frame: FrameType) -> Seen:
    """Those of Adam's symbols that a frame has as single numbers."""
    known = {CALLED.get(key.lower()): value for key, value in frame.f_locals.items()}
    return numbers({key: value for key, value in known.items() if key in SYMBOLS})


def numbers(values: Mapping[Any, Any]) -> Seen:
    """Those values that are single numbers; into a state that holds them by name it looks."""
    found: Seen = {}
    for key, value in values.items():
        if key == "state":
            fields = value if isinstance(value, Mapping) else getattr(value, "_asdict", dict)()
            named = {CALLED.get(str(name).lower()): one for name, one in fields.items()}
            found |= numbers({name: one for name, one in named.items() if name in SYMBOLS[:4]})
            continue
        with contextlib.suppress(TypeError, ValueError):
            found[key] = float(value)
    return found
