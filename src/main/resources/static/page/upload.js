/** Files of this page: chosen or dropped, uploaded, and followed until they are payloads. */
import {$, el, say, size, state} from './dom.js';
import {follow, reason, upload} from './api.js';
import {outcome} from './ingestions.js';

const KEPT = 5;

/** Takes files by the button, and wherever they are dropped on the page. */
export function takeFiles() {
  $('file').onchange = () => take($('file').files).then(() => { $('file').value = ''; });
  document.addEventListener('dragover', event => {
    event.preventDefault();
    $('drop').classList.add('over');
  });
  for (const end of ['dragleave', 'drop']) {
    document.addEventListener(end, () => $('drop').classList.remove('over'));
  }
  document.addEventListener('drop', event => {
    event.preventDefault();
    if (!$('drop').closest('section').hidden) take(event.dataTransfer.files);
  });
}

/** Lists the adapters that there are. */
export function list(adapters) {
  const [first] = $('adapter').options;
  $('adapter').replaceChildren(first, ...adapters.map(adapter => el('option', {}, adapter)));
}

/** One after another, as they share one line to the service. */
async function take(files) {
  const adapter = $('adapter').value;
  for (const file of [...files]) await ingest(file, adapter);
}

async function ingest(file, adapter) {
  const status = el('span', {className: 'end'});
  const progress = el('progress', {max: 1, value: 0, ariaLabel: `Progress of ${file.name}`});
  const result = el('div');
  $('uploads').prepend(el('li', {}, el('div', {className: 'line'},
    el('strong', {}, file.name), el('span', {className: 'quiet'}, size(file.size)), status), progress, result));
  [...$('uploads').children].slice(KEPT).forEach(old => old.remove());
  const show = (name, word, value) => {
    status.replaceChildren(state(name, word));
    if (value === null) progress.removeAttribute('value'); else progress.value = value;
  };
  try {
    show('queued', 'uploading', 0);
    const id = await upload(file, adapter, (sent, all) =>
      show('queued', sent < all ? 'uploading' : 'being stored', all ? sent / all : null));
    for await (const view of follow(id, new AbortController().signal)) {
      const {done, total} = view.progress ?? {};
      show(view.status, view.status, total ? done / total : null);
      result.replaceChildren(...await outcome(view));
      say(`${file.name}: ${view.status}${view.problem ? `, ${view.problem.title}` : ''}`);
    }
  } catch (failure) {
    show('failed', 'refused', null);
    result.replaceChildren(el('p', {className: 'notice bad'}, reason(failure)));
    say(`${file.name}: ${reason(failure)}`);
  }
  progress.remove();
}
