// How numbers and times are worded; and elements made without markup: what cameras are called is not to be trusted.

export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in made && key !== 'list') made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

const SVG = 'http://www.w3.org/2000/svg';

export function shape(name, attributes = {}, text = '') {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== '') made.textContent = text;
  return made;
}

/** Changes the page only where it is to change. */
export function say(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

export const percent = share => `${Math.round(100 * share)} %`;
export const giga = macs => `${(macs / 1e9).toFixed(3)} G`;
export const millis = micros => `${(micros / 1000).toFixed(1)} ms`;
export const short = name => name.split(',')[0];

export function age(ms) {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 2) return 'now';
  if (seconds < 100) return `${seconds} s ago`;
  if (seconds < 100 * 60) return `${Math.round(seconds / 60)} min ago`;
  if (seconds < 48 * 3600) return `${Math.round(seconds / 3600)} h ago`;
  return `${Math.round(seconds / 86400)} days ago`;
}

export const clock = ms => new Date(ms).toLocaleTimeString([], { hour12: false });
export const moment = ms => new Date(ms).toISOString().replace('T', ' ').replace('Z', ' UTC');
export const place = position => `${position.topic}-${position.partition}@${position.offset}`;
