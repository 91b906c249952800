// The caption of `<adam-epsilon>`, from what its curve shows.

import { round_to_format } from "../../formats.js";
import { number } from "../elements.js";
import { FORMATS, LEAST } from "./runs.js";

const AT = "|g|\u2060\u00a0=\u00a0"; // in one line with its number
const WHERE = { outside: "outside the root", inside: "inside the root", efficient: "as ε̂" };

function which({ eps, placement, format, steps }) {
  const name = eps === 0 ? "ε = 0" : `ε = ${number(eps)} ${WHERE[placement]}`;
  return `${name}, ${FORMATS[format]}, ${steps === 1 ? "first step" : `step ${number(steps, 6)}`}.`;
}

/** Of the gradients that v keeps. */
function curve({ half, whole, flat, most }, { lost }) {
  const none = "Every gradient here steps one learning rate, however small.";
  if (flat) return lost > 0 ? "One learning rate wherever [v] is not 0." : none;
  const told = [];
  if (half > lost) {
    const within = whole === null ? "" : `, within 1% of a whole one from ${number(whole, 2)} on`;
    told.push(`Half a learning rate at ${AT}${number(half, 2)}${within}.`);
    told.push("To the left a step shrinks with its gradient.");
  }
  if (most > 1.1) told.push(`Rounding makes steps of up to ${number(most)}; exactly, none is above 1.`);
  return told.join(" ");
}

/** Of the gradients that the format loses. */
function loss({ worst, eps }, { lost, overflow }, state) {
  const told = [];
  if (state.eps > 0 && eps === 0) told.push("The format has no such ε: it is 0.");
  if (state.placement === "efficient" && state.format !== "binary64" && eps > 0) {
    told.push(`Here ε̂/√(1 − β₂ᵗ) is rounded as one number, ${number(eps)}.`);
  }
  if (lost > LEAST) {
    const last = `[v] is 0 for gradients up to ${number(lost, 2)}`;
    if (worst === Infinity) told.push(`${last}, and their steps are infinite.`);
    else if (worst > 1.01) told.push(`${last}, and their steps reach ${number(worst)}.`);
    else told.push(`${last}; there ε alone divides.`);
  }
  if (overflow < Infinity) {
    told.push(`From ${number(overflow, 3)} on [g]² is infinite and the step 0.`);
  }
  return told.join(" ");
}

/** What the curve shows, and the step at the cursor. */
export function story(state, facts, edges, size) {
  const step = Number.isNaN(size) ? "0/0" : number(size);
  const at = AT + number(state.at);
  const none = round_to_format(state.at, state.format) === 0;
  const here = none
    ? `The format rounds ${at} to 0, and the step is ${step}.`
    : `At ${at} the step is ${step}.`;
  const parts = [which(state), curve(facts, edges), loss(facts, edges, state), here];
  return parts.filter((part) => part !== "").join(" ");
}
