// What the viewer has chosen; kept in this browser.

const KEY = 'avit-page';
const listeners = new Set();

export const settings = { opacity: 55, scale: 'viridis', pictures: true, ...stored() };

function stored() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    return {};
  }
}

export function change(wish) {
  Object.assign(settings, wish);
  try {
    localStorage.setItem(KEY, JSON.stringify(settings));
  } catch {
    // a browser that keeps nothing still shows everything
  }
  listeners.forEach(listener => listener());
}

export const onChange = listener => listeners.add(listener);
