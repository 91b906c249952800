"""The eight Gaussians: gradients against finite differences, draws, and what counts as a mode."""

import numpy as np
import pytest

from adamdocs.labs import mixture_gan as lab
from adamdocs.optimizers import adam, sgd


def networks(rng, *batch):
    sizes = [(lab.PLANE + 1 + out) * lab.HIDDEN + out for out in (1, lab.PLANE)]
    return [0.5 * rng.standard_normal((*batch, size)) for size in sizes]


def losses(discriminator, generator, real, noise):
    """Both losses as the papers write them, of one pair of networks."""

    def score(x):
        A, B, b = lab.layers(discriminator, 1)
        return (np.maximum(x @ A, 0) @ B + b)[:, 0]

    fake = score(lab.with_one(lab.generated(generator, noise)))
    softplus = lambda x: np.logaddexp(0, x)  # noqa: E731
    mean_d = softplus(-score(real)).mean() + softplus(fake).mean()
    return mean_d, softplus(-fake).mean()


def test_gradients_are_finite_differences():
    rng = np.random.default_rng(1)
    discriminator, generator = networks(rng)
    real, noise = (drawn[0] for drawn in lab.draws(rng, 1))
    batched = [discriminator[None], generator[None], real[None], noise[None]]
    for player, g in enumerate(lab.gradients(*batched)):
        direction = rng.standard_normal(g.shape[-1])
        moved = []
        for h in (1e-6, -1e-6):
            thetas = [discriminator, generator]
            thetas[player] = thetas[player] + h * direction
            moved.append(losses(*thetas, real, noise)[player])
        assert g[0] @ direction == pytest.approx((moved[0] - moved[1]) / 2e-6, rel=1e-5)


def test_rows_and_seeds_do_not_mix():
    rates = np.array([0.01, 0.002]).reshape(-1, 1, 1)
    together = lab.train(adam(rates, b1=0.5), sgd(rates), seeds=(3, 8, 5), steps=70)
    alone = lab.train(adam(0.002, b1=0.5), sgd(0.002), seeds=(8,), steps=70)
    for many, one in zip(together, alone, strict=True):
        np.testing.assert_allclose(many.theta[-1][1, 1], one.theta[-1][0], rtol=1e-9, atol=1e-12)


def test_real_points_lie_about_the_ring():
    real, noise = lab.draws(np.random.default_rng(0), 500)
    assert real.shape == noise.shape == (500, lab.BATCH, 3)
    assert (real[..., 2] == 1).all()
    apart = np.linalg.norm(real[..., None, :2] - lab.centers(), axis=-1).min(-1)
    near = (apart < lab.NEAR * lab.SPREAD).mean()
    assert near == pytest.approx(lab.MODES * lab.full_share(), abs=0.01)
    assert noise[..., :2].std() == pytest.approx(1, abs=0.02)


def generator_at(place):
    """A generator whose samples are all one point."""
    theta = np.zeros((lab.PLANE + 1 + lab.PLANE) * lab.HIDDEN + lab.PLANE)
    theta[-lab.PLANE :] = place
    return theta


def test_a_mode_counts_where_enough_samples_are():
    inside = lab.centers()[3] + [0.99 * lab.NEAR * lab.SPREAD, 0]
    outside = lab.centers()[3] + [1.01 * lab.NEAR * lab.SPREAD, 0]
    thetas = np.stack([generator_at(place) for place in (inside, outside, (0, 0))])
    assert lab.modes(thetas).tolist() == [1, 0, 0]
    assert lab.shares(thetas)[0].tolist() == [0, 0, 0, 1, 0, 0, 0, 0]
    assert lab.modes(np.full(thetas[0].shape, 1e300)) == 0


def test_training_moves_towards_the_ring():
    (_, trained) = lab.train(adam(0.01, b1=0.5), adam(0.01, b1=0.5), seeds=range(3), steps=600)
    start = lab.first_weights(range(3), lab.PLANE)
    near = [lab.shares(theta).sum(-1).mean() for theta in (start, trained.theta[-1])]
    assert near[1] > 1.2 * near[0]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"seeds": ()}, "seeds must hold at least one"),
        ({"seeds": (-1,)}, "seeds must be"),
        ({"seeds": (0.5,)}, "seeds must be"),
        ({"steps": 0}, "steps must be"),
    ],
)
def test_bad_arguments_are_refused(change, message):
    with pytest.raises(ValueError, match=message):
        lab.train(sgd(), sgd(), **{"seeds": (0,), "steps": 1} | change)


def test_no_network_has_so_many_weights():
    with pytest.raises(ValueError, match="no network with 2 outputs has 11 weights"):
        lab.layers(np.zeros(11), 2)
