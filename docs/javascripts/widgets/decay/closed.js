// Closed forms beside the runs of `<adam-decay>`: see adamdocs.theory.decay.

/** Root of a falling function between two ends. */
function falling_root(f, low, high) {
  for (let i = 0; i < 80; i++) {
    const middle = (low + high) / 2;
    if (f(middle) > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** See adamdocs.theory.adamw_fixed_point. */
export function adamw_fixed_point(decay, sigma) {
  if (sigma === 0) return 1 / Math.max(1, decay);
  const excess = (x) => (1 - x) / Math.hypot(1 - x, sigma) - decay * x;
  return falling_root(excess, 0, 1);
}

/** See adamdocs.theory.l2_fixed_point. */
export const l2_fixed_point = (decay) => 1 / (1 + decay);

/** See adamdocs.theory.adamw_shrink. */
export const adamw_shrink = (n, lr, decay) => (1 - lr * decay) ** n;

/** See adamdocs.theory.l2_shrink, from 1; without noise l2_shrink_with_memory, as far as it goes. */
export function l2_shrink(n, lr, decay, sigma) {
  if (decay === 0) return 1;
  if (sigma === 0) return lr * n <= 1 ? 1 - lr * n + 0.25 * (lr * n) ** 2 : NaN;
  const before = Math.hypot(sigma, decay);
  const excess = (x) => {
    const after = Math.hypot(sigma, decay * Math.exp(-x));
    const noise = Math.log((sigma + before) / (sigma + after)) - x;
    return lr * decay * n - before + after + sigma * noise;
  };
  return Math.exp(-falling_root(excess, 0, (lr * decay * n) / sigma));
}

/** Both rules' courses at step n for a noise: of shrinking, or where they rest on the parabola. */
export function closed({ weight_decay: decay, lr, loss }, sigma, n) {
  if (loss === "parabola") {
    return { l2: l2_fixed_point(decay), adamw: adamw_fixed_point(decay, sigma) };
  }
  return { l2: l2_shrink(n, lr, decay, sigma), adamw: adamw_shrink(n, lr, decay) };
}
