// The look of the race.

import { sheet } from "../style.js";

export const css = sheet(`
.places > select { flex: 0 1 auto; } .places > .slider { flex: 1 1 220px; max-width: 300px; }
.course { display: grid; gap: 14px 24px; }
.stage, .board { display: grid; gap: 10px; align-content: start; min-width: 0; }
.map { position: relative; height: var(--high); width: var(--across); margin-inline: auto; }
.map > * { position: absolute; inset: 0; width: 100%; height: 100%; }
.map canvas { border-radius: 3px; }
.map svg.over { overflow: hidden; }
.map.solid svg.over { cursor: grab; }
.start { cursor: grab; } .start .grab { fill: transparent; }
.start .held { fill: var(--ad-paper); stroke: var(--ad-ink); stroke-width: 2px; }
.start:focus-visible { outline: none; }
.start:focus-visible .held { stroke: var(--ad-adam); stroke-width: 4px; }
svg.losses { cursor: ew-resize; }
svg.square { width: 170px; } svg.chart .box { fill: none; stroke: currentcolor; }
table { border-collapse: collapse; width: 100%; font-size: 14.5px; }
.runners td, .runners th { padding: 0 0 0 10px; border-bottom: 1px solid var(--ad-rule);
  text-align: right; font-weight: 400; white-space: nowrap; }
.runners thead th { padding-block: 3px; color: var(--ad-muted); font-size: 13.5px; }
.runners th:first-child { padding-left: 0; text-align: left; }
.runners tbody th { font-weight: 600; }
.runners tbody th span { vertical-align: middle; }
.runners td:last-child { width: 45%; }
.runners tr.hot { background: var(--ad-wash); }
.runners .slider { grid-template-columns: 1fr 3.6em; gap: 8px; align-items: center; }
.runners .slider > span { display: none; } .runners .slider output { grid-area: 1 / 2; }
.runners .slider input { grid-area: 1 / 1; }
.runners .least { font-weight: 700; }
svg.swatch { display: inline-block; width: 28px; height: 16px; margin-right: 7px;
  vertical-align: middle; }
svg.chart .ring { vector-effect: non-scaling-stroke; }
svg.chart .hollow { fill: var(--ad-paper); stroke: currentcolor; stroke-width: 2px; }
.all { display: flex; flex-wrap: wrap; gap: 6px; padding-block: 4px; }
.all button { padding: 2px 9px; font-size: 14px; }
.all button[aria-pressed="true"] { border-color: var(--ad-ink); color: inherit; font-weight: 600;
  box-shadow: inset 0 0 0 1px var(--ad-ink); }
.inside { display: grid; grid-template-columns: 200px 1fr; gap: 20px; align-items: center; }
.inside:empty { min-height: 261px; }
.inside > div { max-width: 34em; } .within caption { padding-bottom: 4px; text-align: left; font-weight: 600; }
.within th, .within td { padding: 2px 0 2px 12px; border-bottom: 1px solid var(--ad-rule);
  text-align: right; font-weight: 400; }
.within th[scope="row"] { padding-left: 0; text-align: left; }
.within button { min-width: 36px; min-height: 30px; padding: 0; border: 0; background: none; }
.within small, .small { color: var(--ad-muted); font-size: 13.5px; }
.small { margin: 4px 0; }
@container (min-width: 701px) {
  .course { grid-template-columns: 56fr 44fr; }
}
@container (max-width: 480px) {
  .runners td, .runners th { padding-left: 6px; font-size: 13.5px; }
  svg.swatch { width: 20px; margin-right: 4px; }
  .runners td:last-child { width: 42%; }
  .inside { grid-template-columns: 1fr; } .inside:empty { min-height: 560px; }
  svg.square { margin-inline: auto; }
}
`);
