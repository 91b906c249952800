// The caption of `<adam-hyper>`, from what its runs show.

import { number } from "../elements.js";
import { COUNT } from "./runs.js";

const FAR = 1.5; // a foretold change that is so much more or less than the run's is called wrong

/** A change in percent, or as a factor where it is large. */
export function change(percent) {
  if (!Number.isFinite(percent)) return "beyond all bounds";
  if (Math.abs(percent) >= 1e6) return `by a factor of ${number(percent / 100, 2)}`;
  return `by ${number(percent, 2)}%`;
}

/** Whether the tangent foretells the sign of what a run does, and about its size. */
export function foretells({ told, run }) {
  const ratio = told / run;
  return told === run || (ratio > 1 / FAR && ratio < FAR);
}

/** What the slope says at the cursor, whether a run bears it out, and how rough the window is. */
export function story({ steps, zoom }, rate, loss, change_of, minima) {
  const at = `${number(steps, 6)} steps at a rate of ${number(rate, 3 + zoom)} end at ${number(loss)}.`;
  const says = `One percent more rate would change that ${change(change_of.told)}, the slope says; `;
  const verdict = foretells(change_of) ? "a run agrees" : "a run does not agree";
  const does = `${verdict}: it changes ${change(change_of.run)}.`;
  const valleys = minima === 1 ? "one local minimum" : `${minima || "no"} local minima`;
  return `${at} ${says}${does} Over the ${COUNT} rates shown the last loss has ${valleys}.`;
}
