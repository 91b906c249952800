"""Adam with both moments kept in one byte an entry."""

from typing import Any, NamedTuple

import numpy as np

from adamdocs.optimizers.algebra import largest
from adamdocs.optimizers.base import Init, Update, rule

DECADES = (1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1.0)


def _levels(first: int) -> list[float]:
    """0, then the middles of ever more equal parts of each decade below 1, and 1 itself."""
    levels, count = [0.0], first
    for top in DECADES:
        levels += [top * (0.1 + 0.9 * ((j + 0.5) / count)) for j in range(count)]
        count = 2 * count
    return [*levels, 1.0]


HALF = _levels(1)
SIGNED = np.array([-x for x in HALF[-2:0:-1]] + HALF)
UNSIGNED = np.array(_levels(2))


class EightBitState(NamedTuple):
    """State of `adam_8bit`: codes and block scales of both moments, and Adam's symbols.

    Shapes: codes as theta, of type `uint8`; scales `(..., 1, blocks)`.
    """

    t: int
    b1_power: Any
    b2_power: Any
    m_codes: Any
    m_scales: Any
    v_codes: Any
    v_scales: Any
    m: Any
    v: Any
    m_hat: Any
    v_hat: Any
    denominator: Any


def blocks_of(x: Any, block: int) -> Any:
    """Entries row by row in blocks, the last filled up with zeros, `(..., blocks, block)`."""
    batch, size = x.shape[:-2], x.shape[-2] * x.shape[-1]
    block = size if size < block else block
    count = (size + block - 1) // block
    flat = x.reshape(*batch, size)
    fill = np.zeros((*batch, count * block - size), x.dtype)
    return np.concatenate([flat, fill], axis=-1).reshape(*batch, count, block)


def matrix_of(blocks: Any, shape: tuple[int, ...]) -> Any:
    """The matrix whose entries these blocks hold."""
    flat = blocks.reshape(*shape[:-2], blocks.shape[-2] * blocks.shape[-1])
    return flat[..., : shape[-2] * shape[-1]].reshape(shape)


def quantized(x: Any, levels: Any, block: int) -> tuple[Any, Any]:
    """Codes of the levels nearest to x over the largest |x| of its block, and these scales.

    Of two levels as near the lower is taken; a block of zeros has the scale 0.
    """
    blocks = blocks_of(x, block)
    scales = largest(np.abs(blocks))
    unit = blocks / np.where(scales == 0, 1.0, scales)
    middles = (levels[1:] + levels[:-1]) / 2
    codes = np.zeros(unit.shape, np.uint8)
    for bit in (128, 64, 32, 16, 8, 4, 2, 1):  # how many middles lie below, by halving
        codes = np.where(unit > middles[codes + (bit - 1)], codes + np.uint8(bit), codes)
    return matrix_of(codes, x.shape), np.moveaxis(scales, -1, -2)


def restored(codes: Any, scales: Any, levels: Any, block: int) -> Any:
    """The matrix that codes and scales stand for: level times scale."""
    units = blocks_of(levels[codes], block)
    return matrix_of(units * np.moveaxis(scales, -1, -2), codes.shape)


@rule(memory=("m_codes", "m_scales", "v_codes", "v_scales"), axes=2)
def adam_8bit(
    lr: Any = 1e-3,
    b1: Any = 0.9,
    b2: Any = 0.999,
    eps: Any = 1e-8,
    *,
    block: int = 2048,
) -> tuple[Init, Update]:
    """Adam whose moments are rounded to one of 256 levels between two steps.

        m_t = β₁ Q(m_{t−1}) + (1 − β₁) g_t,   v_t = β₂ Q(v_{t−1}) + (1 − β₂) g_t²
        θ_t = θ_{t−1} − lr · m̂_t / (√v̂_t + ε),   m̂ and v̂ as in Adam
        Q(x) = s · (the level nearest to x / s),   s = max |x| over the entry's block

    The levels are dynamic: each of seven decades below 1 is cut in equal parts, twice as many in
    each decade as in the one below, with a sign for m and with twice as many parts for v, which has
    none. The smallest but zero is 5.5e-7 for m and 3.25e-7 for v.

    Source: T. Dettmers, M. Lewis, S. Shleifer, L. Zettlemoyer, 8-bit Optimizers via Block-wise
    Quantization, ICLR 2022, arXiv:2110.02861, section 2, and their program bitsandbytes for the
    levels. Blocks run over the matrix row by row. Scales are kept in what θ has, there in float32.

    Args:
        lr: learning rate α, in units of θ.
        b1: decay β₁ of the first moment, in [0, 1).
        b2: decay β₂ of the second moment, in [0, 1).
        eps: ε, in units of g.
        block: entries that share a scale.

    Raises:
        ValueError: an argument is outside its range or of the wrong shape, or θ is no matrix.
    """

    def init(theta: Any) -> EightBitState:
        zeros = np.zeros_like(theta)
        m_codes, scales = quantized(zeros, SIGNED, block)
        v_codes, _ = quantized(zeros, UNSIGNED, block)
        moments = (m_codes, scales, v_codes, scales)
        return EightBitState(0, 1.0, 1.0, *moments, zeros, zeros, zeros, zeros, zeros)

    def update(g: Any, state: EightBitState, theta: Any) -> tuple[Any, EightBitState]:
        b1_power = state.b1_power * b1
        b2_power = state.b2_power * b2
        m = b1 * restored(state.m_codes, state.m_scales, SIGNED, block) + (1 - b1) * g
        v = b2 * restored(state.v_codes, state.v_scales, UNSIGNED, block) + (1 - b2) * (g * g)
        m_hat = m / (1 - b1_power)
        v_hat = v / (1 - b2_power)
        denominator = np.sqrt(v_hat) + eps
        step = -lr * (m_hat / denominator)
        moments = (*quantized(m, SIGNED, block), *quantized(v, UNSIGNED, block))
        shown = (m, v, m_hat, v_hat, denominator)
        return step, EightBitState(state.t + 1, b1_power, b2_power, *moments, *shown)

    return init, update
