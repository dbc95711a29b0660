/** Calls the service, with the key if there is one. It is kept for this tab only. */

const KEY = 'scry-key';
const PATIENCE = 5000;
/** The service says at least so often on a stream that it is still there. */
const SILENCE = 40000;
const ENDED = ['succeeded', 'failed', 'cancelled'];

export const key = {
  get: () => sessionStorage.getItem(KEY),
  keep: secret => sessionStorage.setItem(KEY, secret),
  forget: () => sessionStorage.removeItem(KEY),
};

/** A refusal of the service (RFC 9457); its message is what people should read. */
export class Problem extends Error {
  constructor(status, body) {
    super(body?.detail ?? body?.title ?? `The service answered ${status}.`);
    Object.assign(this, {status, title: body?.title, errors: body?.errors ?? []});
  }
}

/** Why a call failed, for people. */
export const reason = failure => failure instanceof Problem ? failure.message
  : failure.name === 'TimeoutError' ? 'The service did not answer in time.' : 'The service cannot be reached.';

/** The configuration by which the service has answered last. */
export let version = null;

const withKey = secret => secret ? {'X-API-Key': secret} : {};

/** An answer that is a success; throws a Problem for any other. */
export async function call(path, {secret = key.get(), headers = {}, patience = PATIENCE, ...options} = {}) {
  const answer = await fetch(path, {
    cache: 'no-store', signal: AbortSignal.timeout(patience), ...options, headers: {...withKey(secret), ...headers},
  });
  version = answer.headers.get('X-Config-Version') ?? version;
  if (!answer.ok) throw new Problem(answer.status, await answer.json().catch(() => null));
  return answer;
}

export const json = async (path, options) => (await call(path, options)).json();

export const isEnded = ingestion => ENDED.includes(ingestion.status);

/** An ingestion whenever it has changed, until it has ended: by its event stream, and without one by asking. */
export async function* follow(id, signal) {
  const path = `api/v1/ingestions/${encodeURIComponent(id)}`;
  while (!signal.aborted) {
    try {
      for await (const view of stream(`${path}/events`, signal)) {
        yield view;
        if (isEnded(view)) return;
      }
      if (signal.aborted) return;
      const view = await json(path);
      yield view;
      if (isEnded(view)) return;
    } catch (failure) {
      if (failure instanceof Problem && failure.status < 500) throw failure;
    }
    await new Promise(resolve => { setTimeout(resolve, 1000); });
  }
}

/** Of event streams only fetch can send a key. A stream that cannot be had is an empty one. */
async function* stream(path, signal) {
  const silent = new AbortController();
  const wait = () => setTimeout(() => silent.abort(), SILENCE);
  let timer = wait();
  try {
    const answer = await call(path, {signal: AbortSignal.any([signal, silent.signal])});
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      clearTimeout(timer);
      timer = wait();
      const blocks = (text + part.value).split('\n\n');
      text = blocks.pop();
      for (const block of blocks) {
        const data = block.split('\n').filter(line => line.startsWith('data:')).map(line => line.slice(5)).join('\n');
        const view = data ? JSON.parse(data) : {};
        if (view.id) yield view;
      }
    }
  } catch (failure) {
    if (failure instanceof Problem && failure.status < 500) throw failure;
  } finally {
    clearTimeout(timer);
    silent.abort();
  }
}

/** Uploads a file; only XMLHttpRequest says how much has gone. Gives the id of its ingestion. */
export function upload(file, adapter, onProgress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', 'api/v1/ingest');
    Object.entries({...withKey(key.get()), Prefer: 'respond-async'})
      .forEach(([name, value]) => request.setRequestHeader(name, value));
    request.responseType = 'json';
    request.upload.onprogress = event => onProgress(event.loaded, event.total);
    request.onload = () => request.status < 300
      ? resolve(request.response.id) : reject(new Problem(request.status, request.response));
    request.onerror = () => reject(new TypeError('The connection broke'));
    const form = new FormData();
    form.append('file', file);
    if (adapter) form.append('adapter_type', adapter);
    request.send(form);
  });
}

/** The first bytes of a payload's data, as text, and whether that is all of it. */
export async function head(id, most) {
  const answer = await call(`api/v1/ingestions/${id}/data`, {headers: {Accept: 'application/x-ndjson'}});
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  while (text.length < most) {
    const part = await reader.read();
    if (part.done) return {text, isAll: true};
    text += part.value;
  }
  await reader.cancel();
  return {text: text.slice(0, most), isAll: false};
}
