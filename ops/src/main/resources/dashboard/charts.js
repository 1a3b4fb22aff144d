// Two small charts of a frame. Their scales do not depend on the frame, so that frames compare.

import { colours, css, depthsOf } from './depth.js';
import { shape } from './format.js';

const WIDTH = 560;
const HEIGHT = 150;
const TOP = 14;
const BOTTOM = 132;

/** Tokens computed in each layer, before all tokens there are. */
export function tokensChart(frame) {
  const tokens = frame.rows * frame.columns + 1;
  const counts = frame.activeTokens;
  const chart = frameOf(`Tokens computed in layers 1 to ${frame.layers}: ${counts.join(', ')} of ${tokens}`);
  bars(chart, counts, tokens, { ghost: true });
  return chart;
}

/** Patches by the layer at which they halted. */
export function depthChart(frame, scale) {
  const counts = Array(frame.layers).fill(0);
  depthsOf(frame).forEach(depth => { counts[Math.min(Math.max(depth, 1), frame.layers) - 1]++; });
  const table = colours(scale, frame.layers);
  const chart = frameOf(`Patches that halted at layers 1 to ${frame.layers}: ${counts.join(', ')}`);
  bars(chart, counts, frame.rows * frame.columns / 2, { fill: layer => css(table[layer]) });
  return chart;
}

function frameOf(text) {
  const chart = shape('svg', { class: 'chart', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': text });
  return chart;
}

function bars(chart, counts, most, { ghost = false, fill = null }) {
  const step = WIDTH / counts.length;
  counts.forEach((count, i) => {
    const height = (Math.min(count, most) / most) * (BOTTOM - TOP);
    const x = i * step + step * 0.12;
    const width = step * 0.76;
    if (ghost) chart.append(shape('rect', { class: 'ghost', x, y: TOP, width, height: BOTTOM - TOP }));
    const bar = shape('rect', { class: 'solid', x, y: BOTTOM - height, width, height });
    if (fill) bar.style.fill = fill(i + 1);
    chart.append(bar);
    if (count > 0) chart.append(shape('text', { class: 'value', x: x + width / 2, y: Math.max(BOTTOM - height - 3, 9), 'text-anchor': 'middle' }, count));
    chart.append(shape('text', { x: x + width / 2, y: BOTTOM + 13, 'text-anchor': 'middle' }, i + 1));
  });
}
