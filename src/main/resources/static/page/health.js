/** How the service is, now and since the page was opened. */
import {$, bars, clock, duration, el, say, state, sync} from './dom.js';
import {json, reason} from './api.js';

const MOST = 90;
const HEIGHTS = {healthy: 4, degraded: 7, unhealthy: 10, unknown: 1};

const history = new Map();
const before = new Map();
let answered = null;

/** Asks once. What is not answered is part of the history, too. */
export async function look() {
  try {
    const health = await json('health/detailed', {secret: null});
    answered = new Date();
    show(health);
    lost(null);
  } catch (failure) {
    for (const samples of history.values()) add(samples, 'unknown');
    overall('unknown', 'No answer');
    lost(`${reason(failure)} ${answered ? `Its last answer came at ${clock(answered)}.` : 'It has not answered yet.'}`
      + ' What is below is old. It is asked again every 2 s.');
  }
  for (const [name, samples] of history) {
    const bad = samples.filter(status => status !== 'healthy').length;
    $('components').querySelector(`[data-name="${CSS.escape(name)}"] .history`)?.replaceChildren(
      bars(samples.map(status => ({height: HEIGHTS[status], kind: status})), MOST,
        `${bad} of the last ${samples.length} looks not healthy`));
  }
}

function show(health) {
  const components = Object.values(health.components);
  overall(health.status, health.reason ?? health.status);
  $('facts').textContent = `${health.version}, up ${duration(health.uptime_seconds * 1000)}`;
  $('answered').textContent = clock(answered);
  $('answered').dateTime = answered.toISOString();
  sync($('components'), components.map(({name, status, message}) => ({name, status, message})), one => one.name, row);
  for (const {name, status, message} of components) {
    if (!history.has(name)) history.set(name, []);
    add(history.get(name), status);
    announce(name, status, `${name} is ${status}: ${message}`);
  }
}

function row({name, status, message}) {
  const made = el('tr', {},
    el('td', {}, state(status)),
    el('th', {scope: 'row'}, name, el('small', {}, message)),
    el('td', {className: 'history'}));
  made.dataset.name = name;
  return made;
}

function add(samples, status) {
  samples.push(status);
  if (samples.length > MOST) samples.shift();
}

function overall(status, word) {
  $('overall').className = `state ${status}`;
  $('overall').textContent = word;
  announce('', status, `The service: ${word}`);
}

function announce(name, status, text) {
  if (before.has(name) && before.get(name) !== status) say(text);
  before.set(name, status);
}

function lost(text) {
  document.body.classList.toggle('stale', text !== null);
  $('lost').hidden = text === null;
  if ($('lost').textContent !== (text ?? '')) $('lost').textContent = text ?? '';
}
