// Pictures of frames, a few at a time. The server sends them as the camera did; they are made small here.

const AT_ONCE = 6;
const waiting = [];
let loading = 0;

/** An ImageBitmap with `width` and `height` of the original as `full`, or null where the frame is kept no longer. */
export function load(source, width) {
  return new Promise(resolve => {
    waiting.push({ source, width, resolve });
    next();
  });
}

function next() {
  while (loading < AT_ONCE && waiting.length > 0) {
    loading++;
    const wish = waiting.shift();
    fetchPicture(wish).catch(() => null).then(picture => {
      loading--;
      wish.resolve(picture);
      next();
    });
  }
}

async function fetchPicture({ source, width }) {
  const answer = await fetch(`/picture?partition=${source.partition}&offset=${source.offset}`);
  if (!answer.ok) return null;
  const blob = await answer.blob();
  const whole = await createImageBitmap(blob);
  const full = { width: whole.width, height: whole.height, bytes: blob.size };
  if (whole.width <= width) return { bitmap: whole, full };
  const bitmap = await createImageBitmap(whole, { resizeWidth: width, resizeHeight: Math.round((width * whole.height) / whole.width), resizeQuality: 'medium' });
  whole.close();
  return { bitmap, full };
}

export function show(canvas, { bitmap }) {
  canvas.width = bitmap.width;
  canvas.height = bitmap.height;
  canvas.getContext('2d').drawImage(bitmap, 0, 0);
}
