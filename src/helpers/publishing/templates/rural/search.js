// Search of all rows, without a server: they lie in the page, packed, and are unpacked once.
(function () {
var box = document.getElementById('words'), list = document.getElementById('found');
var filter = document.getElementById('search'), said = filter.querySelector('output');
var packed = document.getElementById('rows'), first = +packed.dataset.first, most = 200;
var rows = [], plain = [];
function look() {
var words = box.value.toLowerCase().split(/\s+/).filter(Boolean), found = 0;
list.textContent = '';
plain.forEach(function (text, i) {
if (!words.length || !words.every(function (w) { return text.indexOf(w) >= 0; })) return;
found += 1;
if (found > most) return;
var cells = rows[i].split('\t'), part = Math.floor((first + i) / packed.dataset.part) + 1;
var item = document.createElement('li'), link = document.createElement('a');
link.href = 'observations' + (part > 1 ? '-' + part : '') + '.html#' + cells[0];
link.textContent = cells[1];
link.lang = cells[2];
item.appendChild(link);
item.appendChild(document.createTextNode(' ' + cells.slice(3).join(' · ')));
list.appendChild(item);
});
said.textContent = found + ' of ' + rows.length + ' rows' + (found > most ? ', the first ' + most + ' shown' : '');
Array.prototype.forEach.call(document.querySelectorAll('a[data-more]'), function (link) {
link.hash = box.value;
});
}
if (!window.DecompressionStream) { said.textContent = 'This browser cannot unpack the rows; search the pages one by one.'; return; }
var bytes = Uint8Array.from(atob(packed.textContent), function (c) { return c.charCodeAt(0); });
new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).text().then(function (text) {
rows = text.split('\n');
plain = rows.map(function (row) { return row.toLowerCase(); });
filter.hidden = false;
box.value = decodeURIComponent(location.hash.slice(1));
box.addEventListener('input', look);
look();
box.focus();
});
})();
