// The caption of `<adam-forgets>`, from what its runs show.

import { number } from "../elements.js";
import { AFTER, ROUNDS, SMALL } from "./runs.js";

const STILL = 0.0005; // learning rates a round, which no eye can tell from none

function drift(x) {
  if (Math.abs(x) < STILL) return "hardly at all";
  const size = number(Math.abs(x), 2);
  return `${size} learning rate${size === "1" ? "" : "s"} a round the ${x > 0 ? "wrong" : "right"} way`;
}

const EARLY = 5; // rounds of rising that need a word, where the way in the end is down

/** What lines do before they turn. */
function before({ drifts, tops }) {
  const told = ["Adam", "AMSGrad"].flatMap((name, k) => {
    if (drifts[k] > -STILL || tops[k] < EARLY) return [];
    return [tops[k] < ROUNDS ? `${name} up to round ${tops[k]}` : `${name} beyond round ${ROUNDS}`];
  });
  if (told.length === 0) return "";
  return ` Before that the way is wrong, for ${told.join(", ")}: young averages remember no longer.`;
}

function rounds({ period, b2 }, run) {
  const { drifts } = run;
  const [ours, theirs] = drifts.map(drift);
  const memory = number(1 / (1 - b2), 3);
  return (
    `Of ${period} gradients one is ${number(-SMALL * period, 4)}, the others ${number(SMALL)}; down is ` +
    `the right way. With a memory of ${memory} gradients Adam moves, in the end, ${ours}, ` +
    `AMSGrad ${theirs}.${before(run)}`
  );
}

function half(name, k, last) {
  if (k > AFTER - 1) return `${name} is still below half after ${number(AFTER, 4)}, at ${number(last)}`;
  if (k === 0) return `${name} never falls below half`;
  return `${name} is back at half after ${number(k, 6)} gradients`;
}

function spike({ size }, { adam, amsgrad, halves }) {
  return (
    `A spike of ${number(size, 6)} among gradients of 1. ${half("Adam", halves[0], adam.at(-1))}. ` +
    `${half("AMSGrad", halves[1], amsgrad.at(-1))}.`
  );
}

/** What both runs show. */
export const story = (state, run) => ({ rounds, spike })[state.scene](state, run);
