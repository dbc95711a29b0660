/** Puts the page together: who looks at what how often, and the key. */
import {$, notice} from './dom.js';
import {json, key, reason} from './api.js';
import {look} from './health.js';
import {lookAtThroughput, lookAtWork} from './work.js';
import {lookAtRecent} from './ingestions.js';
import {list, takeFiles} from './upload.js';
import {allow, lookAtConfig, reload} from './config.js';

let isOpen = false;

/** Does something again and again, but not while nobody looks. Gives what does it at once. */
function every(milliseconds, task) {
  let timer;
  let isRunning = false;
  const round = async () => {
    clearTimeout(timer);
    if (document.hidden || isRunning) return;
    isRunning = true;
    await task();
    isRunning = false;
    timer = setTimeout(round, milliseconds);
  };
  document.addEventListener('visibilitychange', round);
  round();
  return round;
}

function show(open, why) {
  isOpen = open;
  $('key-form').hidden = open;
  $('forget').hidden = !key.get();
  notice($('key-reason'), why);
  document.querySelectorAll('.private').forEach(section => { section.hidden = !open; });
  allow(open);
}

/** Whoever is told that a key is needed does not ask again before there is another one: guesses are counted. */
async function lookInside() {
  if (!isOpen) return;
  const results = await Promise.allSettled([lookAtWork(), lookAtRecent()]);
  const refusal = results.find(result => result.reason?.status === 401)?.reason;
  if (refusal) lock(refusal.message);
}

function lock(why) {
  key.forget();
  show(false, why);
}

/** Tries a key, or whether it goes without. */
async function enter(secret) {
  try {
    const {adapters} = await json('api/v1/ingest/adapters', {secret});
    list(adapters);
  } catch (failure) {
    if (failure.status === 401) return lock(secret ? `This key is not known. ${failure.message}` : failure.message);
    // The key may well be right: whoever asks less often gets in with it.
    if (failure.status === 429) return show(false, failure.message);
    // Whatever else it is, each part of the page says it.
  }
  if (secret) key.keep(secret);
  show(true);
  inside();
}

every(2000, look);
every(5000, () => lookAtThroughput().catch(failure => console.debug(reason(failure))));
const inside = every(2000, lookInside);
every(5000, lookAtConfig);
takeFiles();
$('status').onchange = inside;
$('reload').onclick = reload;
$('key-form').onsubmit = event => {
  event.preventDefault();
  const secret = $('key').value;
  $('key').value = '';
  enter(secret);
};
$('forget').onclick = () => {
  lock('The key is forgotten.');
  $('key').focus();
};
enter(key.get());
