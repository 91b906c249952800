"""PyTorch's trajectories, in double precision on the CPU, one tensor at a time."""

import numpy as np
import torch
from sweeps import (
    ADAGRAD,
    ADAM,
    ADAM_DECAY,
    MOMENTUM,
    NADAM,
    RATES,
    RMSPROP,
    Setting,
    settings,
)

BETAS = "lr={lr}, betas=({b1}, {b2}), eps={eps}"


def rules() -> dict[str, list[Setting]]:
    """Settings by rule; the first of each is PyTorch's default."""
    adam = {"lr": 1e-3, "b1": 0.9, "b2": 0.999, "eps": 1e-8}
    return {
        "sgd": [
            Setting({"lr": 1e-3}, "torch.optim.SGD(params)"),
            *settings("torch.optim.SGD(params, lr={lr})", RATES),
        ],
        "momentum": [
            Setting({"lr": 1e-3, "b1": 0.9}, "torch.optim.SGD(params, momentum=0.9)"),
            *settings("torch.optim.SGD(params, lr={lr}, momentum={b1})", MOMENTUM),
        ],
        "nesterov": [
            Setting(
                {"lr": 1e-3, "b1": 0.9}, "torch.optim.SGD(params, momentum=0.9, nesterov=True)"
            ),
            *settings("torch.optim.SGD(params, lr={lr}, momentum={b1}, nesterov=True)", MOMENTUM),
        ],
        "adagrad": [
            Setting({"lr": 0.01, "eps": 1e-10}, "torch.optim.Adagrad(params)"),
            *settings(
                "torch.optim.Adagrad(params, lr={lr}, eps={eps}, "
                "initial_accumulator_value={initial})",
                ADAGRAD,
            ),
        ],
        "rmsprop": [
            Setting({"lr": 0.01, "b2": 0.99, "eps": 1e-8}, "torch.optim.RMSprop(params)"),
            *settings("torch.optim.RMSprop(params, lr={lr}, alpha={b2}, eps={eps})", RMSPROP),
        ],
        "adam": [
            Setting(adam, "torch.optim.Adam(params)"),
            *settings(f"torch.optim.Adam(params, {BETAS})", ADAM),
        ],
        "adamax": [
            Setting({**adam, "lr": 2e-3}, "torch.optim.Adamax(params)"),
            *settings(f"torch.optim.Adamax(params, {BETAS})", ADAM),
        ],
        "nadam": [
            Setting({**adam, "lr": 2e-3, "mu_decay": 4e-3}, "torch.optim.NAdam(params)"),
            *settings(f"torch.optim.NAdam(params, {BETAS}, momentum_decay={{mu_decay}})", NADAM),
        ],
        "amsgrad": [
            Setting({**adam, "maximum_of": "v"}, "torch.optim.Adam(params, amsgrad=True)"),
            *settings(f"torch.optim.Adam(params, {BETAS}, amsgrad=True)", ADAM, maximum_of="v"),
        ],
        "adam_l2": [
            Setting({**adam, "weight_decay": 0.01}, "torch.optim.Adam(params, weight_decay=0.01)"),
            *settings(
                f"torch.optim.Adam(params, {BETAS}, weight_decay={{weight_decay}})", ADAM_DECAY
            ),
        ],
        "adamw": [
            Setting({**adam, "weight_decay": 0.01}, "torch.optim.AdamW(params)"),
            *settings(
                f"torch.optim.AdamW(params, {BETAS}, weight_decay={{weight_decay}})", ADAM_DECAY
            ),
        ],
    }


def run(call: str, g: np.ndarray, theta: np.ndarray) -> np.ndarray:
    """Parameters after each step, `theta[t]` having been set before it and `g[t]` its gradient."""
    torch.set_num_threads(1)
    torch.set_default_dtype(torch.float64)  # else NAdam keeps its product of mu in single precision
    p = torch.zeros(g.shape[1], dtype=torch.float64)
    optimizer = eval(call, {"torch": torch, "params": [p]})  # the recorded text is what ran
    after = np.empty_like(g)
    for t in range(len(g)):
        p.copy_(torch.from_numpy(theta[t]))
        p.grad = torch.from_numpy(g[t])
        optimizer.step()
        after[t] = p.numpy()
    return after
