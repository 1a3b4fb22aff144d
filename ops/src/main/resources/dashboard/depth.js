// Depths and their colours. The scale runs from layer 1 to the model's last, whatever a frame holds: cameras compare.

const STOPS = {
  viridis: ['440154', '482475', '414487', '355f8d', '2a788e', '21918c', '22a884', '44bf70', '7ad151', 'bddf26', 'fde725'],
  cividis: ['00224e', '123570', '3b496c', '575d6d', '707173', '8a8678', 'a59c74', 'c3b369', 'e1cc55', 'fee838'],
  jet: ['000080', '0000ff', '0080ff', '00ffff', '80ff80', 'ffff00', 'ff8000', 'ff0000', '800000'],
};

export const SCALES = Object.keys(STOPS);

const tables = new Map();

/** [r, g, b] of layers 0 to `layers`; 0 is not used. */
export function colours(scale, layers) {
  const key = `${scale} ${layers}`;
  if (!tables.has(key)) {
    tables.set(key, Array.from({ length: layers + 1 }, (_, layer) => colour(scale, layers <= 1 ? 0 : (layer - 1) / (layers - 1))));
  }
  return tables.get(key);
}

/** @param at 0 to 1 */
export function colour(scale, at) {
  const stops = STOPS[scale];
  const position = Math.min(Math.max(at, 0), 1) * (stops.length - 1);
  const below = Math.min(Math.floor(position), stops.length - 2);
  const share = position - below;
  return [0, 2, 4].map(i => {
    const from = parseInt(stops[below].slice(i, i + 2), 16);
    return Math.round(from + (parseInt(stops[below + 1].slice(i, i + 2), 16) - from) * share);
  });
}

export const css = ([r, g, b]) => `rgb(${r} ${g} ${b})`;

/** Black or white, whichever stands out more. */
export function ink(ground) {
  const luminance = ground.map(c => c / 255).map(c => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  return luminance > 0.179 ? '#000' : '#fff';
}

export function depthsOf(frame) {
  if (!frame.bytes) {
    const text = atob(frame.depths);
    frame.bytes = Uint8Array.from(text, character => character.charCodeAt(0));
  }
  return frame.bytes;
}

/** A pixel a patch; `paint(depth)` gives [r, g, b, a]. */
export function drawPatches(canvas, frame, paint) {
  if (canvas.width !== frame.columns) canvas.width = frame.columns;
  if (canvas.height !== frame.rows) canvas.height = frame.rows;
  const context = canvas.getContext('2d');
  const image = context.createImageData(frame.columns, frame.rows);
  depthsOf(frame).forEach((depth, patch) => image.data.set(paint(depth), 4 * patch));
  context.putImageData(image, 0, 0);
}

export function drawMap(canvas, frame, scale) {
  const table = colours(scale, frame.layers);
  drawPatches(canvas, frame, depth => [...table[Math.min(depth, frame.layers)], 255]);
}

/** Patches that are computed in the block after block `k`. */
export const alive = (frame, k) => depthsOf(frame).reduce((count, depth) => count + (depth > k ? 1 : 0), 0);

/**
 * Where a picture lies in its stage, and where in the picture the model looks: the central square of 7/8 of the shorter
 * side. In shares of the stage.
 */
export function layout(width, height, stageWidth, stageHeight) {
  const scale = Math.min(stageWidth / width, stageHeight / height);
  const side = (7 / 8) * Math.min(width, height) * scale;
  const box = (w, h) => ({ left: (stageWidth - w) / 2 / stageWidth, top: (stageHeight - h) / 2 / stageHeight, width: w / stageWidth, height: h / stageHeight });
  return { picture: box(width * scale, height * scale), square: box(side, side) };
}

export function put(node, box) {
  for (const side of ['left', 'top', 'width', 'height']) node.style[side] = `${100 * box[side]}%`;
}
