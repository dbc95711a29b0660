/** The queue, the workers, and how fast work is done. */
import {$, bars, duration, el, facts, notice, state, sync} from './dom.js';
import {call, json, reason} from './api.js';
import {name, open} from './ingestions.js';

const MOST = 60;
const MINUTE = 60000;
const COUNTED = 10000;
const LINE = /^scry_ingestor_ingestion_seconds_(count|sum)\{(.*)\} (\S+)/;

/** What was counted at each look, oldest first. */
const looks = [];
let work = null;

/** Asks who works on what; throws what callers of several things have to know. */
export async function lookAtWork() {
  try {
    work = await json('api/v1/workers');
    sync($('workers'), work.workers, worker => `${worker.replica} ${worker.name}`, row);
    notice($('workers-notice'), work.workers.length ? null : 'Nobody works: what is accepted waits.');
  } catch (failure) {
    notice($('workers-notice'), reason(failure));
    throw failure;
  } finally {
    figures();
  }
}

function row({name: worker, busy, ingestion}) {
  const {done = 0, total = 0} = ingestion?.progress ?? {};
  const doing = ingestion
    ? el('td', {},
      el('button', {type: 'button', className: 'link', onclick: () => open(ingestion.id)}, name(ingestion)),
      el('small', {}, `${ingestion.adapter_type}, attempt ${ingestion.attempts}`),
      total > 0 ? el('progress', {max: total, value: done, ariaLabel: 'Read'}) : null)
    : el('td', {className: 'quiet'}, busy ? 'an ingestion of another key' : '–');
  return el('tr', {}, el('td', {}, state(busy ? 'running' : 'idle', busy ? 'busy' : 'idle')),
    el('th', {scope: 'row'}, worker), doing);
}

/** Counts attempts that ended on this replica. */
export async function lookAtThroughput() {
  const text = await (await call('metrics', {secret: null})).text().catch(() => '');
  const look = {at: Date.now(), ended: 0, failed: 0, seconds: 0};
  for (const [, kind, labels, value] of text.split('\n').map(line => LINE.exec(line)).filter(found => found)) {
    if (kind === 'sum') look.seconds += Number(value);
    if (kind === 'count') look.ended += Number(value);
    if (kind === 'count' && labels.includes('outcome="failed"')) look.failed += Number(value);
  }
  if (looks.length && looks.at(-1).ended > look.ended) looks.length = 0;
  looks.push(look);
  if (looks.length > MOST + 1) looks.shift();
  figures();
}

function figures() {
  const last = looks.at(-1);
  const first = looks.find(look => look.at >= last.at - MINUTE) ?? last;
  const ended = last ? last.ended - first.ended : null;
  const steps = looks.slice(1).map((look, place) => look.ended - looks[place].ended);
  const peak = Math.max(1, ...steps);
  $('figures').replaceChildren(...facts([
    ['Waiting', work && (work.queued < COUNTED ? work.queued.toLocaleString() : `${COUNTED.toLocaleString()} or more`)],
    ['Workers busy', work && `${work.workers.filter(worker => worker.busy).length} of ${work.workers.length}`],
    ['Done in the last minute', ended?.toLocaleString()],
    ['of these failed', last && (last.failed - first.failed).toLocaleString()],
    ['One took', ended ? duration((last.seconds - first.seconds) / ended * 1000) : last && '–'],
    ['Last minutes', steps.length
      ? bars(steps.map(step => ({height: 10 * step / peak, kind: 'plain'})), MOST, `At most ${peak} done in 5 s`) : null],
  ]));
}
