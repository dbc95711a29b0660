/** Makes elements. What the service says goes in as text, never as markup. */

export const $ = id => document.getElementById(id);

/** An element with these properties; children are elements or texts. */
export function el(name, properties = {}, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children.filter(child => child !== null && child !== undefined && child !== ''));
  return element;
}

/** A state by its word, its colour and its shape. */
export const state = (name, word = name) => el('span', {className: `state ${name}`}, word);

const shown = new WeakMap();

/** Gives a list these items. What has not changed is left alone, and the focus stays where it is. */
export function sync(list, items, keyOf, make) {
  const old = new Map([...list.children].map(child => [shown.get(child)?.key, child]));
  const keys = new Set(items.map(keyOf));
  for (const [key, child] of old) {
    if (!keys.has(key)) child.remove();
  }
  items.forEach((item, place) => {
    const key = keyOf(item);
    const content = JSON.stringify(item);
    let child = old.get(key);
    if (!child || shown.get(child).content !== content) {
      const next = make(item);
      const hadFocus = child?.contains(document.activeElement);
      child?.replaceWith(next);
      if (hadFocus) next.querySelector('button')?.focus();
      child = next;
      shown.set(child, {key, content});
    }
    if (list.children[place] !== child) list.insertBefore(child, list.children[place] ?? null);
  });
}

/** Pairs of a name and a value, as children of a dl; pairs without a value are left out. */
export const facts = pairs => pairs.filter(([, value]) => value !== null && value !== undefined && value !== '')
  .map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, value)));

const SVG = 'http://www.w3.org/2000/svg';

/** A bar for each of the newest values; value and kind are told by its height and colour. */
export function bars(values, most, label) {
  const svg = document.createElementNS(SVG, 'svg');
  const attributes = {viewBox: `0 0 ${most} 10`, preserveAspectRatio: 'none', class: 'bars', role: 'img', 'aria-label': label};
  Object.entries(attributes).forEach(([name, value]) => svg.setAttribute(name, value));
  values.forEach(({height, kind}, place) => {
    const bar = document.createElementNS(SVG, 'rect');
    const box = {x: most - values.length + place + 0.1, y: 10 - height, width: 0.8, height, class: kind};
    Object.entries(box).forEach(([name, value]) => bar.setAttribute(name, value));
    svg.append(bar);
  });
  return svg;
}

export function notice(element, text) {
  element.hidden = !text;
  if (element.textContent !== (text ?? '')) element.textContent = text ?? '';
}

/** Tells who listens to the page instead of looking at it. */
export const say = text => { $('said').textContent = text; };

export const clock = date => date.toLocaleTimeString([], {hour12: false});

/** Today the time, before that the date with it. */
export function time(iso) {
  const date = new Date(iso);
  const isToday = date.toDateString() === new Date().toDateString();
  return el('time', {dateTime: iso, title: iso}, isToday ? clock(date) : `${date.toLocaleDateString()} ${clock(date)}`);
}

export function duration(ms) {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  const seconds = ms / 1000;
  if (seconds < 90) return `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return seconds < 172800 ? `${(seconds / 3600).toFixed(1)} h` : `${Math.round(seconds / 86400)} days`;
}

export function size(bytes) {
  const unit = ['B', 'kB', 'MB', 'GB'].findIndex((_, power) => bytes < 1000 ** (power + 1) || power === 3);
  return `${(bytes / 1000 ** unit).toFixed(unit === 0 ? 0 : 1)} ${['B', 'kB', 'MB', 'GB'][unit]}`;
}
