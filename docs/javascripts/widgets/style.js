// The look of every widget: the figures' faces and inks, from the page's custom properties.

import { fading } from "./linking.js";

/** A style sheet for shadow roots. */
export function sheet(css) {
  const made = new CSSStyleSheet();
  made.replaceSync(css);
  return made;
}

export const look = sheet(`
:host { display: block; container-type: inline-size; margin: 1.8em 0 2em; color: var(--ad-ink);
  font: 400 15px/1.45 var(--ad-ui-font, sans-serif); }
:host([hidden]) { display: none; }
*, ::before, ::after { box-sizing: border-box; }
.widget { display: grid; gap: 14px; min-width: 0; }
.widget > * { min-width: 0; margin: 0; }
math { font-family: var(--ad-math-font, math); font-size: 1.08em; }
.ad-g { color: var(--ad-g); } .ad-m { color: var(--ad-m); } .ad-v { color: var(--ad-v); }
.ad-adam { color: var(--ad-adam); } .ad-theory { color: var(--ad-theory); }
.ad-alarm { color: var(--ad-alarm); } .ad-ink { color: var(--ad-ink); }
.ad-muted { color: var(--ad-muted); } .ad-rule { color: var(--ad-rule); }
.ad-symbol { border-radius: 3px; }
.away { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
  white-space: nowrap; }
.caption { color: var(--ad-muted); font-size: 15.5px; line-height: 1.5; }
.notice { padding: 6px 12px; border-left: 3px solid var(--ad-theory); background: var(--ad-wash);
  font-size: 14px; overflow-wrap: anywhere; }
.notice.bad { border-color: var(--ad-alarm); }
[hidden] { display: none !important; }
button, input, select, textarea, summary { color: inherit; font: inherit; }
button, select, summary { min-height: 40px; }
button, select { padding: 4px 12px; border: 1px solid var(--ad-rule); border-radius: 4px;
  background: var(--ad-paper); cursor: pointer; }
button:hover, select:hover { border-color: var(--ad-muted); }
button[aria-pressed="true"] { border-color: var(--ad-adam); color: var(--ad-adam);
  box-shadow: inset 0 0 0 1px var(--ad-adam); }
:focus-visible, label:has(> input[type="radio"]:focus-visible) {
  outline: 2px solid var(--ad-adam); outline-offset: 2px; border-radius: 4px; }
input[type="range"] { display: block; width: 100%; min-width: 0; height: 40px; margin: 0;
  accent-color: var(--ad-muted); cursor: pointer; }
input[type="checkbox"] { width: 20px; height: 20px; margin: 0; accent-color: var(--ad-adam); }
::file-selector-button { min-height: 40px; margin-right: 12px; padding: 4px 12px; color: inherit;
  font: inherit; border: 1px solid var(--ad-rule); border-radius: 4px; cursor: pointer;
  background: var(--ad-paper); }
textarea, input[type="text"] { width: 100%; padding: 8px; border: 1px solid var(--ad-rule);
  border-radius: 4px; background: var(--ad-paper); font-size: 16px; }
.row { display: flex; flex-wrap: wrap; gap: 8px 20px; align-items: center; }
.sliders { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(140px, 100%), 1fr));
  gap: 4px 24px; }
.slider { display: grid; grid-template-columns: 1fr auto; align-items: baseline; min-width: 0; }
.slider input { grid-column: 1 / -1; }
output, .number { font-variant-numeric: lining-nums tabular-nums; white-space: nowrap; }
.slider small { color: var(--ad-muted); font-size: 13px; }
.switch { display: flex; gap: 8px; align-items: center; min-height: 40px; cursor: pointer; }
.transport { display: grid; grid-template-columns: auto auto auto 1fr auto; gap: 6px;
  align-items: center; }
.transport button { min-width: 44px; padding: 0 10px; }
.transport button svg { display: block; width: 16px; height: 16px; margin: auto;
  fill: currentcolor; }
.transport output { min-width: 6.6em; text-align: right; }
.choices { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: 6px; padding: 0;
  border: 0; }
.choice { position: relative; display: grid; gap: 2px; min-height: 44px; padding: 5px 8px;
  border: 1px solid var(--ad-rule); border-radius: 4px; cursor: pointer; font-size: 14px;
  line-height: 1.25; }
.choice:hover { border-color: var(--ad-muted); }
.choice input { position: absolute; inset: 0; margin: 0; opacity: 0; cursor: pointer; }
.choice:has(:checked) { border-color: var(--ad-ink); box-shadow: inset 0 0 0 1px var(--ad-ink); }
.choice svg { display: block; width: 100%; height: 22px; overflow: visible; }
details.fold > summary { display: none; }
details.fold > div { display: grid; gap: 10px; }
details > summary { display: flex; gap: 8px; align-items: center; cursor: pointer;
  list-style: none; }
details > summary::-webkit-details-marker { display: none; }
details > summary::before { content: ""; width: 7px; height: 7px; margin: 0 4px;
  border: solid var(--ad-muted); border-width: 0 1.5px 1.5px 0; transform: rotate(-45deg); }
details[open] > summary::before { transform: rotate(45deg); }
svg.chart { display: block; width: 100%; overflow: visible; touch-action: pan-y;
  font-family: var(--ad-figure-font, sans-serif); }
svg.chart text { fill: currentcolor; }
svg.chart .halo { paint-order: stroke; stroke: var(--ad-paper); stroke-width: 4px;
  stroke-linejoin: round; }
svg.chart .bold { font-weight: 600; }
svg.chart path, svg.chart line { fill: none; stroke: currentcolor; }
svg.chart .axis path { stroke: var(--ad-rule); }
svg.chart .area { fill: currentcolor; stroke: none; }
svg.chart .hit { stroke: transparent; stroke-width: 16px; pointer-events: stroke; }
svg.chart .ring { fill: currentcolor; stroke: var(--ad-paper); stroke-width: 1.4px; }
svg.chart .veil { fill: var(--ad-paper); opacity: 0.62; pointer-events: none; }
svg.chart .ad-symbol, svg.chart .fades { transition: opacity 0.12s; }
table.values { width: 100%; border-collapse: collapse; }
table.values th { width: 1px; padding: 0; font-weight: 400; text-align: left; }
table.values tr { border-block: 1px solid var(--ad-rule); }
table.values td { width: 33%; padding: 0 8px; }
table.values button { min-width: 40px; padding: 0; border: 0; background: none; }
table.values button[aria-pressed="true"] { box-shadow: none; color: inherit; }
@container (max-width: 480px) {
  .caption { font-size: 14.5px; }
  .choice { padding: 4px 3px 4px 5px; font-size: 12.5px; }
  details.fold > summary { display: flex; }
  .ending { gap: 8px; } .ending button { padding: 4px 6px; }
  .transport output { min-width: 4.4em; }
  table.values td { padding: 0 2px; font-size: 14px; }
  .optional { display: none; }
}
@container (max-width: 340px) {
  table.values td { font-size: 12.5px; } table.values button { min-width: 30px; }
}
slot { display: none; }
:host([failed]) slot, :host(:not([drawn])) slot { display: block; }
:host([failed]) .widget, :host(:not([drawn])) .widget { display: none; }
@media (pointer: fine) { input[type="range"] { height: 30px; } }
@media print { .widget { display: none; } slot { display: block; } }
@media (prefers-reduced-motion: reduce) { * { transition: none !important; } }
${fading}
`);
