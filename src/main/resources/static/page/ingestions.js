/** What was ingested lately, and one ingestion in full. */
import {$, duration, el, facts, notice, size, state, sync, time} from './dom.js';
import {call, follow, head, isEnded, json, reason} from './api.js';

const PAGE = 20;
const PREVIEW = 16384;
const ROWS = 20;
const COLUMNS = 12;

/** What people call it. */
export const name = ({source, source_id: id}) => source.name ?? source.url ?? id;

const took = ({started_at: from, ended_at: to}) => from && to ? duration(new Date(to) - new Date(from)) : '';

/** Asks for the newest ones; throws what callers of several things have to know. */
export async function lookAtRecent() {
  try {
    const query = new URLSearchParams({limit: PAGE, ...($('status').value && {status: $('status').value})});
    const {items} = await json(`api/v1/ingestions?${query}`);
    sync($('recent'), items, item => item.id, row);
    notice($('recent-notice'), items.length ? null : 'There are none.');
  } catch (failure) {
    notice($('recent-notice'), reason(failure));
    throw failure;
  }
}

function row(item) {
  return el('tr', {},
    el('td', {}, state(item.status)),
    el('th', {scope: 'row'},
      el('button', {type: 'button', className: 'link', onclick: () => open(item.id)}, name(item)),
      item.problem ? el('small', {}, `${item.problem.title}: ${item.problem.detail}`) : null),
    el('td', {className: 'wide'}, item.adapter_type),
    el('td', {className: 'wide number'}, item.source.bytes ? size(item.source.bytes) : ''),
    el('td', {className: 'number'}, time(item.created_at)),
    el('td', {className: 'wide number'}, took(item)));
}

/** Shows one in a dialog, and what becomes of it while that is open. */
export async function open(id) {
  const dialog = $('detail');
  const closed = new AbortController();
  const body = el('div');
  const title = el('h2', {id: 'detail-title'}, 'Ingestion');
  const close = el('button', {type: 'button', onclick: () => dialog.close()}, 'Close');
  const actions = el('span', {className: 'line'});
  dialog.replaceChildren(title, body, el('div', {className: 'line'}, actions, close));
  dialog.onclose = () => closed.abort();
  dialog.showModal();
  close.focus();
  const watch = async () => {
    try {
      for await (const view of follow(id, closed.signal)) {
        title.textContent = name(view);
        body.replaceChildren(...await detail(view));
        actions.replaceChildren(...['retry', 'cancel'].filter(action => view.links[action])
          .map(action => el('button', {type: 'button', onclick: () => act(action)}, action === 'retry' ? 'Retry' : 'Cancel')));
      }
    } catch (failure) {
      body.replaceChildren(el('p', {className: 'notice bad'}, reason(failure)));
    }
  };
  const act = async action => {
    try {
      await call(`api/v1/ingestions/${id}/${action}`, {method: 'POST'});
      close.focus();
      watch();
    } catch (failure) {
      body.prepend(el('p', {className: 'notice bad', role: 'alert'}, reason(failure)));
    }
  };
  await watch();
}

async function detail(view) {
  return [
    el('dl', {className: 'facts'}, ...facts([
      ['State', state(view.status)],
      ['Progress', view.progress?.total ? `${view.progress.done} of ${view.progress.total}` : null],
      ['Id', view.id],
      ['Source id', view.source_id],
      ['Adapter', view.adapter_type],
      ['Size', view.source.bytes ? size(view.source.bytes) : null],
      ['Accepted', time(view.created_at)],
      ['Took', took(view)],
      ['Attempts', String(view.attempts)],
      ['Correlation id', view.correlation_id],
    ])),
    ...await outcome(view),
  ];
}

/** What came of it: its payload, or why there is none. */
export async function outcome(view) {
  if (view.status === 'succeeded') return payload(view);
  const failures = view.failures ?? [];
  return [
    view.problem ? el('p', {className: 'notice bad'}, el('strong', {}, view.problem.title), ` ${view.problem.detail}`) : null,
    failures.length > 1 || (failures.length && !isEnded(view))
      ? el('ul', {}, ...failures.map(failure => el('li', {}, `${failure.title}: ${failure.detail}`))) : null,
  ].filter(part => part);
}

async function payload({id, metadata, validation}) {
  const rules = [...validation.errors, ...validation.warnings];
  let data;
  try {
    data = preview(await head(id, PREVIEW));
  } catch (failure) {
    data = el('p', {className: 'notice bad'}, reason(failure));
  }
  return [
    el('dl', {className: 'facts'}, ...facts([
      ['Validation', validation.is_valid ? state('healthy', 'valid') : state('degraded', 'not valid')],
      ['Records', metadata.record_count?.toLocaleString()],
      ['Pages', metadata.page_count?.toLocaleString()],
      ['Read in', duration(metadata.processing_duration_ms)],
      ['Configuration', metadata.config_version],
    ])),
    rules.length ? el('ul', {}, ...rules.map(rule => el('li', {}, rule.message ?? JSON.stringify(rule)))) : null,
    data,
  ].filter(part => part);
}

/** Numbers keep the digits that they have, where the browser can tell them. */
const exact = text => JSON.parse(text, (_, value, context) =>
  typeof value === 'number' && context && JSON.rawJSON ? JSON.rawJSON(context.source) : value);

const isRecord = value => value !== null && typeof value === 'object' && !Array.isArray(value) && !JSON.isRawJSON?.(value);

function preview({text, isAll}) {
  const lines = text.split('\n');
  if (!isAll) lines.pop();
  const values = lines.filter(line => line).map(exact);
  const more = isAll && values.length <= ROWS ? '' : ', the first of it';
  if (values.length > 1 && values.every(isRecord)) return table(values.slice(0, ROWS), more);
  const shown = values.length === 1 ? JSON.stringify(values[0], null, 2) : text || 'No records.';
  return el('pre', {tabIndex: 0, role: 'group', ariaLabel: `Data${more}`}, shown);
}

function table(records, more) {
  const columns = [...new Set(records.flatMap(record => Object.keys(record)))].slice(0, COLUMNS);
  const cell = value => value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value);
  return el('div', {className: 'scroll', tabIndex: 0, role: 'group', ariaLabel: `Data${more}`},
    el('table', {},
      el('caption', {}, `Data${more}`),
      el('thead', {}, el('tr', {}, ...columns.map(column => el('th', {scope: 'col'}, column)))),
      el('tbody', {}, ...records.map(record => el('tr', {}, ...columns.map(column => el('td', {}, cell(record[column]))))))));
}
