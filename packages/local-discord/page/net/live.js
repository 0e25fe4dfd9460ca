// @ts-check
// The live feed of one person: server-sent events. It reconnects by itself and tells of every gap.

/** @typedef {import('../../src/control/protocol.ts').ControlEvent} ControlEvent */

const RETRY_MS = 1500;

/**
 * Calls `onOpen` at each connection. After a gap the caller must fetch what happened meanwhile.
 * @param {string} userId
 * @param {{onOpen: () => void, onLost: () => void, onEvent: (event: ControlEvent) => void}} to
 * @returns {() => void} closes the feed
 */
export function listen(userId, to) {
  /** @type {EventSource | undefined} */
  let source;
  /** @type {number | undefined} */
  let timer;

  function connect() {
    source = new EventSource(`/control/events?userId=${encodeURIComponent(userId)}`);
    source.onopen = to.onOpen;
    source.onmessage = ({ data }) => to.onEvent(JSON.parse(data));
    source.onerror = () => {
      to.onLost();
      // The browser retries a dropped connection itself, but gives up after a refused one.
      if (source?.readyState === EventSource.CLOSED) timer = window.setTimeout(connect, RETRY_MS);
    };
  }

  connect();
  return () => {
    window.clearTimeout(timer);
    source?.close();
  };
}
