'use strict';
const data = JSON.parse(document.getElementById('data').textContent);
const $ = id => document.getElementById(id);
const store = 'review ' + data.source + ' ' + data.sha256;
const narrow = matchMedia('(max-width: 50rem)');  // there the panel stands above the text
const FREE = new Set(['value_high', 'note']);
let state = {at: 0, rows: {}, added: [], tables: {}};

// What was decided is kept on this machine: in the browser's storage, else in the address.
function load() {
  try { const kept = localStorage.getItem(store); if (kept) state = JSON.parse(kept); return; } catch (error) { /* no storage for files */ }
  try { if (location.hash.startsWith('#state=')) state = JSON.parse(decodeURIComponent(location.hash.slice(7))); } catch (error) { /* not ours */ }
}
function keep() {
  const text = JSON.stringify(state);
  try { localStorage.setItem(store, text); } catch (error) { history.replaceState(null, '', '#state=' + encodeURIComponent(text)); }
}
load();

const rows = () => data.rows.flatMap(row => [row, ...state.added.filter(r => r.after === row.id)]);
const own = id => state.rows[id] || (state.rows[id] = {cells: {}});
const cell = (row, column) => (state.rows[row.id]?.cells[column]) ?? (column === 'gloss' ? propose(row) : row.cells[column]) ?? '';
const status = row => state.rows[row.id]?.decision || '';
const current = () => rows()[Math.min(state.at, rows().length - 1)];
const say = text => { $('said').textContent = text; };

// Our own words for what is counted: name of the indicator and of the place, as they stand now.
const form = (table, key, column) => Array.from(document.querySelectorAll(`[data-table=${table}]`)).find(i => i.dataset.key === key && i.dataset.column === column);
function propose(row) {
  if (row.refused && !cell(row, 'indicator_id')) return '';
  const names = [['indicator_id', 'indicators', 'name'], ['entity_id', 'entities', 'name_en']].map(([column, table, name]) => {
    const key = cell(row, column);
    return form(table, key, name)?.value || data.names[column][key] || key.replaceAll('_', ' ');
  });
  return names.filter(Boolean).join(', ').slice(0, 120);
}

function make(tag, properties, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

function field(column, row) {
  const known = data.choices[column], id = 'cell-' + column, value = cell(row, column);
  let input;
  if (known) {
    input = make('select', {id}, ...['', ...known].map(v => make('option', {value: v, textContent: v || '(to decide)'})));
  } else {
    input = make('input', {id, autocomplete: 'off'});
    if (data.lists[column]) input.setAttribute('list', 'list-' + column);
  }
  input.value = value;
  input.addEventListener('change', () => {
    const typed = input.value.trim();
    own(row.id).cells[column] = KINDS[column] ? slug(typed) : typed;
    if (column === 'indicator_id' || column === 'unit') follow(row, column);
    if (KINDS[column] && $('cell-gloss')) $('cell-gloss').value = cell(row, 'gloss');
    keep();
  });
  const parts = [make('label', {htmlFor: id, textContent: data.labels[column]}), input];
  const why = row.open[column], rests = row.rests_on[column];
  if (why && !value || why && column === 'as_printed') { input.classList.add('open'); parts.push(make('p', {className: 'hint', id: id + '-hint', textContent: 'To decide: ' + why})); }
  else if (rests) parts.push(make('p', {className: 'hint', id: id + '-hint', textContent: 'from the words: ' + rests}));
  if (parts[2]) input.setAttribute('aria-describedby', id + '-hint');
  return parts;
}

// The unit is that of the indicator: a known one sets it, a new one takes it over.
const MONEY = new Set(data.currencies);
function follow(row, column) {
  const key = cell(row, 'indicator_id'), field = form('indicators', key, 'unit');
  const unit = field ? field.value : data.units[key], mine = cell(row, 'unit');
  if (!unit || unit === mine || (MONEY.has(unit) && MONEY.has(mine))) return;
  if (column === 'unit' && field) { field.value = mine; field.dispatchEvent(new Event('change')); for (const other of rows()) if (cell(other, 'indicator_id') === key) own(other.id).cells.unit = mine; }
  if (column === 'indicator_id') { own(row.id).cells.unit = unit; if ($('cell-unit')) $('cell-unit').value = unit; }
}

function draw() {
  const list = rows(), row = current(), done = list.filter(r => status(r)).length;
  $('where').textContent = list.length ? `Number ${list.indexOf(row) + 1} of ${list.length}, ${done} decided` : 'No number found';
  for (const mark of document.querySelectorAll('.mark.here')) mark.classList.remove('here');
  for (const r of data.rows) {
    const mark = $('mark-' + r.id);
    if (mark) { mark.classList.toggle('accepted', status(r) === 'accept'); mark.classList.toggle('rejected', status(r) === 'reject'); }
  }
  drawNew();
  if (!row) return;
  const mark = $('mark-' + (row.after || row.id));
  if (mark) { mark.classList.add('here'); if (!narrow.matches) mark.scrollIntoView({block: 'center'}); }
  $('words').textContent = row.cells.as_printed || cell(row, 'as_printed');
  const [before, words, behind] = row.context || ['', '', ''];
  $('context').replaceChildren(before, make('mark', {textContent: words}), behind);
  $('verdict').textContent = {accept: 'accepted', reject: 'rejected'}[status(row)] || 'not decided';
  $('fields').replaceChildren(...data.columns.flatMap(column => field(column, row)));
  $('reason').value = own(row.id).reason || '';
}

// What is typed as a place or an indicator and stands in no table gets a form of its own.
const KINDS = {entity_id: ['entities', {name_en: '', name_zh: '', name_fr: '', type: '', parent_id: ''}], indicator_id: ['indicators', {name: '', definition: '', unit: '', kind: ''}]};
const slug = text => text.normalize('NFKD').toLowerCase().replace(/[^a-z0-9]+/g, '_').replace(/^_+|_+$/g, '');
function drawNew() {
  const forms = [];
  for (const [column, [table, cells]] of Object.entries(KINDS)) {
    const known = new Set(Array.from(document.querySelectorAll(`#list-${column} option`), option => option.value));
    for (const row of rows()) {
      const key = cell(row, column);
      if (!key || known.has(key) || status(row) === 'reject') continue;
      known.add(key);
      const words = key.replaceAll('_', ' ');
      const filled = {...cells, name: words, name_en: words, definition: 'As the article words it: ' + words, unit: cell(row, 'unit'), kind: cell(row, 'period_kind')};
      const parts = Object.keys(cells).flatMap(name => formField(table, key, name, filled[name]));
      forms.push(make('fieldset', {}, make('legend', {textContent: `New in ${table}: ${key}`}), make('div', {className: 'fields'}, ...parts)));
    }
  }
  $('new').replaceChildren(...forms);
}
function formField(table, key, column, value) {
  const id = [table, key, column].join('-'), choices = data.form_choices[table][column];
  const input = choices ? make('select', {id}, ...['', ...choices].map(v => make('option', {value: v, textContent: v || '(to decide)'}))) : make('input', {id, autocomplete: 'off'});
  input.value = value;
  Object.assign(input.dataset, {table, key, column, fresh: 'yes'});
  watch(input);
  return [make('label', {htmlFor: id, textContent: column.replaceAll('_', ' ')}), input];
}
function watch(input) {
  const name = [input.dataset.table, input.dataset.key, input.dataset.column].join(' ');
  if (name in state.tables) { if (input.type === 'checkbox') input.checked = state.tables[name]; else input.value = state.tables[name]; }
  input.addEventListener('change', () => { state.tables[name] = input.type === 'checkbox' ? input.checked : input.value; keep(); });
}

function go(step) { state.at = Math.max(0, Math.min(rows().length - 1, state.at + step)); keep(); draw(); }

// The nearest row that is still to decide, after this one and then from the top.
function next() {
  const list = rows(), order = [...list.keys()].map(i => (state.at + 1 + i) % list.length);
  const to = order.find(i => !status(list[i]));
  if (to === undefined) { say('All numbers are decided. Fill in what the article is, below, then save.'); draw(); return; }
  state.at = to; keep(); draw();
}

// A changed place or indicator holds for later rows that had the same proposal.
function carry(row) {
  let count = 0;
  for (const column of ['entity_id', 'indicator_id']) {
    const value = cell(row, column), before = row.cells[column] ?? '';
    // A known indicator fits other numbers for other reasons; a new one is only renamed.
    if (value === before || (column === 'indicator_id' && data.units[before])) continue;
    for (const other of rows().slice(state.at + 1)) {
      if (!status(other) && cell(other, column) === before && (column === 'entity_id' || before)) { own(other.id).cells[column] = value; count += 1; }
    }
  }
  return count;
}

function accept() {
  const row = current();
  if (!row) return;
  const empty = data.columns.find(column => !FREE.has(column) && !cell(row, column));
  if (empty) { say(`${data.labels[empty]} is empty; fill it in, or reject the number.`); $('cell-' + empty).focus(); return; }
  own(row.id).decision = 'accept';
  const count = carry(row);
  say(`Accepted.${count ? ` The change was carried to ${count} later cells.` : ''}`);
  document.activeElement.blur();
  next();
}
function reject() {
  const row = current();
  if (!row) return;
  Object.assign(own(row.id), {decision: 'reject', reason: $('reason').value || data.reason});
  say('Rejected: it goes to what is left out.');
  document.activeElement.blur();
  next();
}
function undo() { const row = current(); delete own(row.id).decision; keep(); draw(); say('No longer decided.'); }
function split() {
  const row = current(), begin = row.id.replace(/-(p\d+)-\d+$|-r\d+$/, '') + '-p' + String(row.cells.paragraph).padStart(2, '0') + '-';
  const taken = rows().filter(r => r.id.startsWith(begin)).map(r => Number(r.id.slice(begin.length)));
  const id = begin + (Math.max(0, ...taken) + 1), cells = {};
  for (const column of [...data.columns, 'paragraph', 'source_id']) cells[column] = cell(row, column);
  state.added.push({id, after: row.after || row.id, cells, open: {}, rests_on: {}, context: row.context});
  state.at = rows().findIndex(r => r.id === id);
  keep(); draw(); say('A second row for the same words; change what differs.');
  $('cell-as_printed').focus();
}

const quote = text => /[",\n\r]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
function decisions() {
  const out = [['table', 'key', 'column', 'value']];
  for (const row of rows()) {
    const mine = state.rows[row.id] || {cells: {}}, added = row.after || row.refused;
    if (mine.decision === 'accept' && added) for (const column of [...data.columns, 'paragraph', 'source_id']) out.push(['observations', row.id, column, cell(row, column)]);
    else if (mine.decision === 'accept') for (const column of ['gloss', 'note']) out.push(['observations', row.id, column, cell(row, column)]);
    if (mine.decision === 'reject' && row.refused) for (const column of ['as_printed', 'paragraph', 'source_id']) out.push(['observations', row.id, column, row.cells[column]]);
    if (mine.decision !== 'reject') for (const [column, value] of Object.entries(mine.cells)) { if (value !== (row.cells[column] ?? '') && !added && !(mine.decision === 'accept' && (column === 'gloss' || column === 'note'))) out.push(['observations', row.id, column, value]); }
    if (mine.decision === 'reject' && !row.after) out.push(['observations', row.id, 'reason', mine.reason]);
    if (mine.decision && !(mine.decision === 'reject' && row.after)) out.push(['observations', row.id, 'decision', mine.decision]);
  }
  for (const input of document.querySelectorAll('[data-table]')) {
    const {table, key, column} = input.dataset, value = input.type === 'checkbox' ? (input.checked ? '' : 'reject') : input.value.trim();
    if (value && input.dataset.fresh || value !== (input.dataset.before || '')) out.push([table, key, column, value]);
  }
  return out.map(line => line.map(quote).join(',')).join('\n') + '\n';
}
function save() {
  const link = make('a', {href: 'data:text/csv;charset=utf-8,' + encodeURIComponent(decisions()), download: data.source + '.decisions.csv'});
  document.body.append(link); link.click(); link.remove();
  const left = rows().filter(r => !status(r)).length;
  say(`Saved ${data.source}.decisions.csv${left ? `; ${left} numbers are not decided yet` : ''}. ${data.command}`);
}

for (const input of document.querySelectorAll('[data-table]')) watch(input);
const acts = {accept, reject, undo, split, save, next: () => go(1), previous: () => go(-1), change: () => { (document.querySelector('#fields .open') || $('cell-value')).focus(); }};
for (const button of document.querySelectorAll('[data-act]')) button.addEventListener('click', () => acts[button.dataset.act]());
const KEYS = {Enter: 'accept', a: 'accept', r: 'reject', c: 'change', s: 'split', u: 'undo', w: 'save', n: 'next', j: 'next', ArrowDown: 'next', p: 'previous', k: 'previous', ArrowUp: 'previous'};
document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const target = event.target, typing = /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName);
  if (event.key === 'Escape' && typing) { target.blur(); return; }
  if (typing) {
    if (event.key === 'Enter' && target.closest('#panel')) { event.preventDefault(); target.dispatchEvent(new Event('change')); accept(); }
    return;
  }
  if (target.tagName === 'BUTTON' || target.tagName === 'SUMMARY' || (target.tagName === 'A' && event.key === 'Enter')) { if (event.key === 'Enter' || event.key === ' ') return; }
  if (KEYS[event.key]) { event.preventDefault(); acts[KEYS[event.key]](); }
});
document.querySelector('.marked').addEventListener('click', event => {
  const mark = event.target.closest('a.mark');
  const at = mark ? rows().findIndex(r => 'mark-' + r.id === mark.id) : -1;
  if (at >= 0) { event.preventDefault(); state.at = at; keep(); draw(); }
});
$('panel').hidden = false;
$('table').open = false;
for (const node of document.querySelectorAll('.scripted')) node.hidden = false;
draw();
