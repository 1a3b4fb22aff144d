// What the server has told, and whether it still does.

export const live = {
  header: null,
  cameras: new Map(),
  frozen: false,
  connected: false,
  /** The server's clock now, milliseconds since 1970. */
  now: () => live.frozenAt ?? (live.header ? live.header.now + performance.now() - heardAt : Date.now()),
  frozenAt: null,
};

const listeners = new Set();
let heardAt = 0;
let lostAt = null;

export const onNews = listener => listeners.add(listener);

function hear(event, isAll) {
  const began = performance.now();
  const news = JSON.parse(event.data);
  if (live.frozen) {
    pending.push([news, isAll]);
    if (isAll) pending.splice(0, pending.length - 1);
    if (pending.length > 240) pending.shift(); // two minutes; a reconnection brings everything anyway
    return;
  }
  take(news, isAll);
  listeners.forEach(listener => listener(news.cameras, began));
}

const pending = [];

function take(news, isAll) {
  if (isAll) {
    const present = new Set(news.cameras.map(camera => camera.camera));
    for (const id of live.cameras.keys()) if (!present.has(id)) live.cameras.delete(id);
  }
  live.header = news.header;
  heardAt = performance.now();
  for (const camera of news.cameras) live.cameras.set(camera.camera, camera);
}

export function freeze(frozen) {
  live.frozenAt = frozen ? live.now() : null;
  live.frozen = frozen;
  if (!frozen) {
    for (const [news, isAll] of pending.splice(0)) take(news, isAll);
    listeners.forEach(listener => listener([...live.cameras.values()], performance.now()));
  }
}

export function connect() {
  const source = new EventSource('/events');
  source.addEventListener('all', event => { open(); hear(event, true); });
  source.addEventListener('news', event => { open(); hear(event, false); });
  source.onerror = () => {
    lostAt ??= performance.now();
    if (source.readyState === EventSource.CLOSED) setTimeout(connect, 2000); // refused: the browser would not try again
  };
}

function open() {
  live.connected = true;
  lostAt = null;
}

/** Milliseconds since the server was last heard of, if it is being missed. A stream's orderly end is no reason. */
export const missing = () => (lostAt === null || performance.now() - lostAt < 3000 ? 0 : performance.now() - lostAt);

/** LIVE, STALE or OFFLINE. */
export function state(camera) {
  const silence = live.now() - camera.lastAt;
  if (silence > camera.offlineAfterMillis) return 'OFFLINE';
  return silence > camera.staleAfterMillis ? 'STALE' : 'LIVE';
}
