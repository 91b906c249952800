"""Closed forms for what Adam and its relatives do: step bounds, memories, limit cycles, rounding.

    theory.first_step(b1=0.9, b2=0.999, correct_m=False, correct_v=False)  # 3.162…

Nothing here runs an optimizer: each is an expectation that does not depend on a run.
"""

from adamdocs.theory.adaptive import (
    adagrad_constant_step,
    adagrad_distance,
    adagrad_distance_bounds,
    adagrad_parabola_iterate,
    noisy_descent_course,
    noisy_descent_error,
    rmsprop_constant_step,
    rmsprop_limit_cycle,
)
from adamdocs.theory.averages import (
    corrected_ema_variance,
    effective_sample_size,
    ema_bias,
    ema_lag,
    ema_total_weight,
    ema_variance,
    ema_weights,
    half_life,
    memory_length,
    normal_density,
    normal_mgf,
    normal_mgf_curvature,
    normal_mgf_slope,
    second_moment,
    signal_ratio,
)
from adamdocs.theory.batches import (
    square_root_rule,
    square_then_average,
)
from adamdocs.theory.bounds import (
    adam_step_bound,
    adam_step_supremum,
    burst_peak,
    burst_step,
    paper_step_bound,
    worst_stream,
    worst_stream_growth,
)
from adamdocs.theory.decay import (
    adamw_fixed_point,
    adamw_noiseless_fixed_point,
    adamw_noisy_fixed_point,
    adamw_shrink,
    adamw_time_constant,
    box_minimizer,
    l2_fixed_point,
    l2_shrink,
    l2_shrink_rate,
    l2_shrink_with_memory,
)
from adamdocs.theory.epsilon import (
    eps_after_rescaling,
    eps_of_efficient_form,
    half_step_gradient,
    large_eps_rate,
    large_eps_shortfall,
    settling_eps,
    step_with_eps,
)
from adamdocs.theory.forgetting import (
    amsgrad_after_first,
    amsgrad_after_spike,
    amsgrad_drift,
    drift_memory,
    drift_sign_change,
    half_recovery,
    isolated_spike_kick,
    periodic_drift,
    rate_recovery,
    reddi_gradients,
    step_after_spike,
)
from adamdocs.theory.formats import (
    FLOAT_FORMATS,
    FloatFormat,
    first_step_in_format,
    float_format,
    round_to_format,
    second_moment_underflow,
    square_overflow,
    square_underflow,
    stalled_sum,
)
from adamdocs.theory.games import (
    adam_game_radius,
    alternating_distances,
    game_delay,
    game_factor,
)
from adamdocs.theory.geometry import (
    jacobi_condition,
    rescaled_condition,
    ridge_share,
    rotated_hessian,
    steepest_step,
)
from adamdocs.theory.lost_state import (
    dropped_state_step,
    resumed_step,
)
from adamdocs.theory.matrices import (
    eight_bit_bytes,
    eight_bit_negative_step,
    factored_bytes,
    factored_diagonal_step,
    forgotten_moment_step,
    kronecker_bytes,
    newton_schulz_value,
    schedule_free_constant_step,
)
from adamdocs.theory.momentum import (
    heavy_ball_noise_variance,
    nesterov_factor,
    nesterov_stable_rate,
)
from adamdocs.theory.overparameterized import (
    majority_probability,
    wilson_accuracy,
    wilson_equal_weights,
    wilson_gradient_scales,
    wilson_minimum_norm,
    wilson_rare_score,
    wilson_weighted_norm,
)
from adamdocs.theory.policy_gradients import (
    bandit_best_baseline,
    bandit_covariance,
    bandit_gradient,
    relative_noise,
    softmax,
)
from adamdocs.theory.portfolios import (
    divided_drift,
    error_of_mean,
    even_batch,
    inverse_volatility_weights,
    mean_variance_weights,
    risk_parity_weights,
    risk_shares,
)
from adamdocs.theory.quadratics import (
    ema_momentum_stable_rate,
    ema_rate,
    gradient_descent_best_factor,
    gradient_descent_best_rate,
    gradient_descent_iterate,
    gradient_descent_stable_rate,
    heavy_ball_best_b1,
    heavy_ball_best_factor,
    heavy_ball_best_rate,
    heavy_ball_factor,
    heavy_ball_iterate,
    heavy_ball_stable_rate,
    settling_step,
)
from adamdocs.theory.responses import (
    alternating_step,
    flip_delay,
    flip_overshoot,
    flip_recovery,
    flip_step,
    memoryless_noise_tail,
    noise_rms,
    noise_walk_rms,
    signal_ratio_deviation,
    wrong_sign_probability,
)
from adamdocs.theory.stability import (
    adam_stability_threshold,
    hovering_rms,
    inverse_root_rms,
    limit_cycle_rms,
    noise_step_rms,
    v_hat_relative_variance,
)
from adamdocs.theory.steps import (
    constant_gradient_step,
    first_step,
    first_step_too_large,
    some_step_too_large,
    step_from_gradients,
    steps_until_within,
    uncorrected_peak,
    uncorrected_step,
)

# fmt: off
__all__ = [
    "FLOAT_FORMATS", "FloatFormat", "adagrad_constant_step", "adagrad_distance",
    "adagrad_distance_bounds", "adagrad_parabola_iterate", "adam_game_radius",
    "adam_stability_threshold", "adam_step_bound", "adam_step_supremum", "adamw_fixed_point",
    "adamw_noiseless_fixed_point", "adamw_noisy_fixed_point", "adamw_shrink", "adamw_time_constant",
    "alternating_distances", "alternating_step", "amsgrad_after_first", "amsgrad_after_spike",
    "amsgrad_drift", "bandit_best_baseline", "bandit_covariance", "bandit_gradient",
    "box_minimizer", "burst_peak", "burst_step", "constant_gradient_step", "corrected_ema_variance",
    "divided_drift", "drift_memory", "drift_sign_change", "dropped_state_step",
    "effective_sample_size", "eight_bit_bytes", "eight_bit_negative_step", "ema_bias", "ema_lag",
    "ema_momentum_stable_rate", "ema_rate", "ema_total_weight", "ema_variance", "ema_weights",
    "eps_after_rescaling", "eps_of_efficient_form", "error_of_mean", "even_batch", "factored_bytes",
    "factored_diagonal_step", "first_step", "first_step_in_format", "first_step_too_large",
    "flip_delay", "flip_overshoot", "flip_recovery", "flip_step", "float_format",
    "forgotten_moment_step", "game_delay", "game_factor", "gradient_descent_best_factor",
    "gradient_descent_best_rate", "gradient_descent_iterate", "gradient_descent_stable_rate",
    "half_life", "half_recovery", "half_step_gradient", "heavy_ball_best_b1",
    "heavy_ball_best_factor", "heavy_ball_best_rate", "heavy_ball_factor", "heavy_ball_iterate",
    "heavy_ball_noise_variance", "heavy_ball_stable_rate", "hovering_rms", "inverse_root_rms",
    "inverse_volatility_weights", "isolated_spike_kick", "jacobi_condition", "kronecker_bytes",
    "l2_fixed_point", "l2_shrink", "l2_shrink_rate", "l2_shrink_with_memory", "large_eps_rate",
    "large_eps_shortfall", "limit_cycle_rms", "majority_probability", "mean_variance_weights",
    "memory_length", "memoryless_noise_tail", "nesterov_factor", "nesterov_stable_rate",
    "newton_schulz_value", "noise_rms", "noise_step_rms", "noise_walk_rms", "noisy_descent_course",
    "noisy_descent_error", "normal_density", "normal_mgf", "normal_mgf_curvature",
    "normal_mgf_slope", "paper_step_bound", "periodic_drift", "rate_recovery", "reddi_gradients",
    "relative_noise", "rescaled_condition", "resumed_step", "ridge_share", "risk_parity_weights",
    "risk_shares", "rmsprop_constant_step", "rmsprop_limit_cycle", "rotated_hessian",
    "round_to_format", "schedule_free_constant_step", "second_moment", "second_moment_underflow",
    "settling_eps", "settling_step", "signal_ratio", "signal_ratio_deviation", "softmax",
    "some_step_too_large", "square_overflow", "square_root_rule", "square_then_average",
    "square_underflow", "stalled_sum", "steepest_step", "step_after_spike", "step_from_gradients",
    "step_with_eps", "steps_until_within", "uncorrected_peak", "uncorrected_step",
    "v_hat_relative_variance", "wilson_accuracy", "wilson_equal_weights", "wilson_gradient_scales",
    "wilson_minimum_norm", "wilson_rare_score", "wilson_weighted_norm", "worst_stream",
    "worst_stream_growth", "wrong_sign_probability",
]
# fmt: on
