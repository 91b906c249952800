// Checks of arguments, with one wording for all: see adamdocs.checks.

/** A value as a message shows it; never runs code of the value's own. */
export function shown(value) {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "function") return "a function";
  if (Array.isArray(value)) return "an array";
  if (typeof value === "object" && value !== null) return "an object";
  return Object.is(value, -0) ? "-0" : String(value);
}

/** Refuse an argument. */
export function refuse(label, allowed, value) {
  throw new RangeError(`${label} must be ${allowed}, got ${shown(value)}`);
}

/** Refuse what is not an integer of at least `least`. */
export function check_count(label, value, least = 1) {
  if (!Number.isSafeInteger(value) || value < least) {
    refuse(label, `an integer of at least ${least}`, value);
  }
}

/** Refuse what is not a finite number. */
export function check_finite(label, value) {
  if (!Number.isFinite(value)) refuse(label, "finite", value);
}

/** Refuse what is not a number in [0, 1]. */
export function check_fraction(label, value) {
  if (!(Number.isFinite(value) && 0 <= value && value <= 1)) refuse(label, "in [0, 1]", value);
}

/** Options with the defaults filled in; `undefined` among the defaults marks one that is needed. */
export function options(name, given, defaults) {
  if (typeof given !== "object" || given === null) refuse(`${name}: options`, "an object", given);
  const known = Object.keys(defaults).join(", ");
  for (const key of Object.keys(given)) {
    if (!Object.hasOwn(defaults, key)) refuse(`${name}: an option`, `one of ${known}`, key);
  }
  const all = { ...defaults };
  for (const key of Object.keys(defaults)) {
    if (Object.hasOwn(given, key) && given[key] !== undefined) all[key] = given[key];
    if (all[key] === undefined) refuse(`${name}: ${key}`, "given", undefined);
  }
  return all;
}

/** A function of one object of options, with what it takes in its property `defaults`. */
export function factory(name, defaults, make) {
  const made = (given = {}) => make(options(name, given, defaults));
  return Object.assign(made, { defaults: Object.freeze(defaults) });
}
