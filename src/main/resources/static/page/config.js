/** Which configuration is active, and how to have another one. */
import {$, el, facts, notice, say, time} from './dom.js';
import {json, Problem, reason, version as told} from './api.js';

const RELOAD = 'api/v1/config/reload';
const PATIENCE = 30000;

let mayAsk = false;

/** Says whether there is a key that may be an admin's, or no need for one. */
export function allow(may) {
  mayAsk = may;
  return lookAtConfig();
}

/** Shows what an admin may see, and to anybody else the version. Who was refused does not ask again. */
export async function lookAtConfig() {
  try {
    if (!mayAsk) throw new Problem(403, null);
    const {version, generation, since, cluster} = await json('api/v1/config');
    const others = cluster.replicas.slice(1);
    $('config').replaceChildren(...facts([
      ['Version', version],
      ['Active since', time(since)],
      ['Generation', String(generation)],
      ['Other replicas', cluster.problem ?? (others.length
        ? `${others.filter(other => other.version === version).length} of ${others.length} have this version` : 'none')],
    ]));
    notice($('config-notice'), null);
    $('reload').hidden = false;
  } catch (failure) {
    mayAsk &&= ![401, 403].includes(failure.status);
    $('reload').hidden = true;
    $('config').replaceChildren(...facts([['Version', told]]));
    notice($('config-notice'), mayAsk ? reason(failure) : 'The rest is for holders of an admin key.');
  }
}

/** Asks what a reload would change, shows it, and reloads if that is wanted. */
export async function reload() {
  const dialog = $('change');
  const body = el('div', {role: 'status'}, 'Reading the files …');
  const close = el('button', {type: 'button', onclick: () => dialog.close()}, 'Close');
  const all = el('input', {type: 'checkbox', id: 'all'});
  const apply = el('button', {type: 'button', className: 'main'}, 'Apply');
  const choice = el('span', {className: 'line', hidden: true}, all, el('label', {htmlFor: 'all'}, 'on all replicas'), apply);
  dialog.replaceChildren(el('h2', {id: 'change-title'}, 'Reload the configuration'), body,
    el('div', {className: 'line'}, close, choice));
  dialog.showModal();
  close.focus();
  const answer = await run('?dry_run=true', {}, body);
  if (!answer) return;
  body.replaceChildren(...changes(answer, answer.changes.length
    ? 'The files are valid. A reload would change this:' : 'The files are valid, and say what is active already.'));
  choice.hidden = false;
  apply.onclick = async () => {
    choice.hidden = true;
    close.focus();
    const done = await run(all.checked ? '?scope=cluster' : '', {'If-Match': `"${answer.previous_version}"`}, body);
    if (done) {
      const replicas = (done.cluster?.replicas ?? []).map(replica => el('li', {}, 
        `${replica.replica}: ${replica.outcome}, ${replica.version}`));
      body.replaceChildren(...changes(done, done.changes.length ? 'Done. This has changed:' : 'Done. Nothing had changed.'),
        replicas.length ? el('ul', {}, ...replicas) : '');
      say(`The configuration is ${done.result}.`);
    }
    lookAtConfig();
  };
}

async function run(query, headers, body) {
  try {
    return await json(RELOAD + query, {method: 'POST', headers, patience: PATIENCE});
  } catch (failure) {
    const errors = failure instanceof Problem ? failure.errors : [];
    body.replaceChildren(el('p', {className: 'notice bad'}, reason(failure)), el('ul', {}, ...errors.map(error => el('li', {},
      `${[error.file, error.line, error.column].filter(part => part).join(':')} ${error.path}: ${error.message}`))));
    return null;
  }
}

function changes(answer, title) {
  const value = one => el('td', {}, one === null ? '–' : typeof one === 'string' ? one : JSON.stringify(one));
  return [
    el('p', {}, title),
    answer.changes.length ? el('table', {},
      el('thead', {}, el('tr', {}, ...['Setting', 'From', 'To'].map(head => el('th', {scope: 'col'}, head)))),
      el('tbody', {}, ...answer.changes.map(({path, from, to}) =>
        el('tr', {}, el('th', {scope: 'row'}, path), value(from), value(to))))) : null,
    answer.requires_restart.length ? el('p', {className: 'notice'}, `Only with a restart: ${answer.requires_restart.join(', ')}`) : null,
    ...answer.warnings.map(warning => el('p', {className: 'notice'}, warning)),
  ].filter(part => part);
}
