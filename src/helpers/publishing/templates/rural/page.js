// Conveniences only: without this script the page loses nothing but its buttons, sorting and filters.
(function () {
var root = document.documentElement, tools = document.querySelector('.tools'), store = null;
function all(words, within) { return Array.prototype.slice.call((within || document).querySelectorAll(words)); }
try { store = window.localStorage; } catch (e) {}
var kept = store && store.getItem('theme');
if (kept) root.dataset.theme = kept;
if (innerWidth < 1024) all('details[data-fold]').forEach(function (d) { d.open = false; });
// A link into a fold opens it.
function unfold() {
var at = document.getElementById(decodeURIComponent(location.hash.slice(1)));
for (var e = at; e; e = e.parentElement) if (e.tagName === 'DETAILS') e.open = true;
if (at) at.scrollIntoView();
}
addEventListener('hashchange', unfold);
if (location.hash) unfold();
tools.hidden = false;
tools.addEventListener('click', function (event) {
if (!event.target.closest('button')) return;
var dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
root.dataset.theme = dark ? 'light' : 'dark';
try { store.setItem('theme', root.dataset.theme); } catch (e) {}
});
// The first number of a cell, in its unit; words by themselves.
function value(row, i) {
var text = row.cells[i].textContent.trim().replace(/−/g, '-');
var n = /^[^\d-]{0,20}(-?[\d,]*\.?\d+) ?(million|billion)?/.exec(text);
return n ? n[1].replace(/,/g, '') * ({ million: 1e6, billion: 1e9 }[n[2]] || 1) : text.toLowerCase();
}
all('.table table, .data table, .observations').forEach(function (table) {
var body = table.tBodies[0], rows = all('tbody tr:not(.part)', table);
if (!table.tHead || rows.length < 4) return;
all('th', table.tHead).forEach(function (head, i) {
var button = document.createElement('button');
button.type = 'button';
button.className = 'sort';
while (head.firstChild) button.appendChild(head.firstChild);
head.appendChild(button);
button.addEventListener('click', function () {
var up = head.getAttribute('aria-sort') !== 'ascending';
all('th', table.tHead).forEach(function (h) { h.removeAttribute('aria-sort'); });
head.setAttribute('aria-sort', up ? 'ascending' : 'descending');
all('.part', table).forEach(function (part) { part.remove(); });
all('tbody tr', table).map(function (row) { return { row: row, value: value(row, i) }; }).sort(function (a, b) {
if (a.value === '' || b.value === '') return (a.value === '') - (b.value === '');
var order = typeof a.value === typeof b.value ? (a.value > b.value) - (a.value < b.value) : typeof a.value === 'number' ? -1 : 1;
return up ? order : -order;
}).forEach(function (each) { body.appendChild(each.row); });
});
});
});
var filter = document.querySelector('.filter');
if (!filter) return;
var rows = all('.observations tbody tr:not(.part)'), said = filter.querySelector('output');
function sift() {
var asked = filter.querySelector('input').value, words = asked.toLowerCase().split(/\s+/), shown = 0;
rows.forEach(function (row) {
var text = row.textContent.toLowerCase();
var fits = words.every(function (w) { return text.indexOf(w) >= 0; }) && all('select', filter).every(function (s) { return !s.value || row.dataset[s.dataset.by] === s.value; });
row.hidden = !fits;
shown += fits;
});
all('.part').forEach(function (part) { part.hidden = !part.parentNode.querySelector('tr:not(.part, [hidden])'); });
document.body.classList.toggle('sifted', !!asked.trim() || all('select', filter).some(function (s) { return s.value; }));
said.textContent = shown + ' of ' + said.dataset.all + ' rows';
}
filter.hidden = false;
filter.addEventListener('input', sift);
sift();
})();
