/**
 * @typedef {object} HandsetMessage
 * @property {string} id
 * @property {'RECEIVED' | 'SENT'} direction as the handset sees it
 * @property {string} peer the number or name on the other side
 * @property {string} body
 * @property {string} at
 */

/** @typedef {(address: string, message: HandsetMessage) => void} HandsetListener */

/** @type {Set<HandsetListener>} */
const listeners = new Set();
/** @type {EventSource | undefined} */
let source;

/**
 * Hears of every message that arrives on a handset or leaves one. All listeners share one connection, because
 * browsers allow few of them to one server.
 *
 * @param {HandsetListener} listener
 * @returns {() => void} stops
 */
export function onHandsetMessage(listener) {
  listeners.add(listener);
  source ??= connect();
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    source?.close();
    source = undefined;
  };
}

function connect() {
  const events = new EventSource('/simulator/events');
  events.addEventListener('message', ({data}) => {
    const {address, message} = JSON.parse(data);
    for (const listener of [...listeners]) listener(address, message);
  });
  return events;
}
