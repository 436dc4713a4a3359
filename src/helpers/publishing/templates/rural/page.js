// Conveniences only: without this script the page loses nothing but its two buttons.
(function () {
var root = document.documentElement, tools = document.querySelector('.tools'), store = null;
try { store = window.localStorage; } catch (e) {}
var kept = store && store.getItem('theme');
if (kept) root.dataset.theme = kept;
if (innerWidth < 1024) document.querySelectorAll('details[data-fold]').forEach(function (d) { d.open = false; });
if (!tools) return;
tools.hidden = false;
tools.addEventListener('click', function (event) {
var button = event.target.closest('button');
if (!button) return;
if (button.dataset.do === 'theme') {
var dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
root.dataset.theme = dark ? 'light' : 'dark';
try { store.setItem('theme', root.dataset.theme); } catch (e) {}
} else {
var open = button.getAttribute('aria-pressed') !== 'true';
document.querySelectorAll('details.code').forEach(function (d) { d.open = open; });
button.setAttribute('aria-pressed', open);
button.textContent = open ? 'Fold all code' : 'Show all code';
}
});
})();
