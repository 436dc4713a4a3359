"""Drive Chromium through the pages, and say what it saw.

For the browser tests and for the study of page makers; both skip or refuse in words where a tool is
missing.
"""

import functools
import json
import os
import shutil
from pathlib import Path

from processes import PATIENCE_SECONDS, wait_until
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

HERE = Path(__file__).parent
TOOLS = (
    Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    / "rural-ecommerce"
    / "page-tools"
)
THEMES = ("light", "dark")
TALL = 900  # pixels of a window

AXE = """
const [rules, parts, done] = arguments;
document.querySelectorAll('details').forEach(d => { d.open = true; });
const asked = {resultTypes: ['violations'], selectors: false, preload: false, iframes: false};
if (rules) asked.runOnly = rules;
axe.run(parts ? {include: parts} : document, asked).then(
  r => done(r.violations.map(v => `${v.id}: ${v.nodes.length} × ${v.nodes[0].html.slice(0, 120)}`)),
  e => done(['axe failed: ' + e]));
"""
COLOUR_RULES = ["color-contrast", "link-in-text-block"]
# Of all elements with words of their own that look alike, colours behind them included, the one
# with the fewest others inside. What axe does not judge stands for nothing that it does.
LOOKS = """
document.querySelectorAll('details').forEach(d => { d.open = true; });
const words = e => Array.from(e.childNodes).filter(n => n.nodeType === 3).map(
  n => n.data.trim()).join('');
const looks = new Map();
for (const e of document.querySelectorAll('body, body *')) {
  const length = words(e).length;
  if (!length || !e.checkVisibility({visibilityProperty: true, opacityProperty: true})) continue;
  const own = getComputedStyle(e), around = getComputedStyle(e.parentElement);
  const look = [length > 1, e.tagName, own.color, own.fill, own.fontSize,
    own.fontWeight, own.textShadow, own.textDecorationLine, around.color];
  for (let up = e; up; up = up.parentElement) {
    const style = getComputedStyle(up);
    look.push(['backgroundColor', 'backgroundImage', 'opacity', 'filter', 'clipPath'].map(
      name => style[name]).filter(w => !['rgba(0, 0, 0, 0)', 'none', '1'].includes(w)).join(' '));
  }
  const key = look.filter(w => w !== '').join(' ');
  const known = looks.get(key);
  if (!known || e.childElementCount < known.childElementCount) looks.set(key, e);
}
return Array.from(looks.values());
"""
MOVED = """
document.querySelectorAll('details').forEach(d => { d.open = true; });
const now = Array.from(document.querySelectorAll('body *'), e => {
  const box = e.getBoundingClientRect(), isSeen = e.checkVisibility({visibilityProperty: true});
  const name = [e.tagName, e.id, e.getAttribute('class')].join('.');
  return [name, box.x, box.y + scrollY, box.width, box.height, isSeen].join(' ');
});
const before = window.boxesBefore ?? now;
window.boxesBefore = now;
return now.filter((box, i) => box !== before[i]).slice(0, 3);
"""
SIDEWAYS = """
const wide = innerWidth, inside = e => e.closest('.wide, .plate, .unseen, .skip');
const out = document.documentElement.scrollWidth > wide ? ['the page moves sideways'] : [];
for (const e of document.querySelectorAll('body *')) {
  const box = e.getBoundingClientRect();
  if (box.width && box.right > wide + 1 && !inside(e))
    out.push(`${e.tagName} reaches ${Math.round(box.right)} of ${wide}`);
}
return out.slice(0, 5);
"""


def find_chromium():
    """Return the path of the browser under one of its names, or None."""
    return next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )


def find_missing():
    """Return what the browser checks need and this machine lacks, in words; empty if nothing."""
    missing = [
        name
        for name, path in (
            ("chromium", find_chromium()),
            ("chromedriver", shutil.which("chromedriver")),
        )
        if path is None
    ]
    return missing + (
        [] if read_axe() else ["axe-core of the right version (run: make page-tools; it needs npm)"]
    )


def find_tool(name):
    """Return the path of a program of the page tools, or None."""
    path = TOOLS / "node_modules" / ".bin" / name
    return path if path.exists() and shutil.which("node") else None


@functools.cache
def read_axe():
    """Return the script of axe-core, empty unless it is there in the pinned version."""
    wanted = json.loads((HERE / "package.json").read_text(encoding="utf-8"))["dependencies"][
        "axe-core"
    ]
    folder = TOOLS / "node_modules" / "axe-core"
    try:
        found = json.loads((folder / "package.json").read_text(encoding="utf-8"))["version"]
        return (folder / "axe.min.js").read_text(encoding="utf-8") if found == wanted else ""
    except OSError:
        return ""


PAINT = """
const done = arguments[arguments.length - 1];
new PerformanceObserver(list => list.getEntriesByName('first-contentful-paint').forEach(
  p => done(p.startTime / 1000))).observe({type: 'paint', buffered: true});
"""
PLAIN_TABLE = "<!doctype html><table>" + 500 * ("<tr>" + 10 * "<td>some 12,345 a year") + "</table>"


class Chromium:
    """One browser session; close it at the end."""

    def __init__(self):
        options = Options()
        options.binary_location = find_chromium()
        # In containers there is no user namespace for the sandbox; the pages are our own.
        for flag in (
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--hide-scrollbars",
        ):
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
        self.driver = webdriver.Chrome(
            options=options, service=Service(shutil.which("chromedriver"))
        )
        self.driver.set_script_timeout(PATIENCE_SECONDS)
        # Its own limit on an answer of the driver, two minutes, is short where others are busy.
        self.driver.command_executor.client_config.timeout = PATIENCE_SECONDS
        self.call("Emulation.setFocusEmulationEnabled", enabled=True)
        self.call("Performance.enable", timeDomain="threadTicks")
        self.call(
            "Page.addScriptToEvaluateOnNewDocument",
            source="window.alert = window.confirm = window.prompt = () => { window.hit = true; };",
        )

    def call(self, method, **arguments):
        """Call a method of the DevTools protocol."""
        return self.driver.execute_cdp_cmd(method, arguments)

    def run(self, script, *arguments):
        """Return what a script returns in the page."""
        return self.driver.execute_script(script, *arguments)

    def open(self, address, *, width=1280, theme="light", media="", scripts=True):
        """Load a page in a window of some width and theme.

        Parameters
        ----------
        address : pathlib.Path or str
        width : int
            Pixels.
        theme : str
            light or dark.
        media : str
            ``print``, or empty for a screen.
        scripts : bool
            False as in a browser that runs none.
        """
        self.show(width=width, theme=theme, media=media)
        self.call("Emulation.setScriptExecutionDisabled", value=not scripts)
        for kind in ("performance", "browser"):
            self.driver.get_log(kind)
        self.driver.get(address.as_uri() if isinstance(address, Path) else address)
        self._wait_for_width(width)

    def _wait_for_width(self, width):
        # A busy browser may answer questions before it has the window that was asked for.
        assert wait_until(lambda: self.run("return window.innerWidth") == width)

    def show(self, *, width=1280, theme="light", media=""):
        """Show the open page in a window of another width and theme, as `open` does, without
        loading it again."""
        self.call(
            "Emulation.setEmulatedMedia",
            media=media,
            features=[{"name": "prefers-color-scheme", "value": theme}],
        )
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=TALL,
            deviceScaleFactor=1,
            mobile=False,
        )
        self._wait_for_width(width)

    def list_requests(self):
        """Return the addresses that the browser has asked for since the page was opened, the page's
        own left out."""
        events = [
            json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")
        ]
        asked = [e["params"] for e in events if e["method"] == "Network.requestWillBeSent"]
        return [
            a["request"]["url"][:200]
            for a in asked
            if a["request"]["url"] != a["documentURL"]
            and not a["request"]["url"].startswith("data:")
        ]

    def list_complaints(self):
        """Return what the browser wrote to its console since the page was opened."""
        return [entry["message"][:200] for entry in self.driver.get_log("browser")]

    def find_violations(self):
        """Return the faults that axe-core finds in the open page with all its rules, all folds
        opened."""
        return self._run_axe(None, None)

    def find_colour_violations(self):
        """Return the faults of colours alone, one element of each look judged for all like it.

        Enough where the page was judged by all rules in another theme, and has the same boxes.
        """
        return self._run_axe(COLOUR_RULES, self.run(LOOKS))

    def _run_axe(self, rules, parts):
        if not self.run("return 'axe' in window"):
            self.call("Runtime.evaluate", expression=read_axe() + "; void 0")
        return self.driver.execute_async_script(AXE, rules, parts)

    def find_moved(self):
        """Return what lies elsewhere, or is seen no more, than when this was asked before, all
        folds opened."""
        return self.run(MOVED)

    def find_sideways(self):
        """Return what reaches beyond the window, other than inside wide tables and drawings."""
        return self.run(SIDEWAYS)

    def first_paint_seconds(self):
        """Return the time from the start of loading to the first words on the screen."""
        return self.driver.execute_async_script(PAINT)

    def find_work_seconds(self):
        """Return the CPU seconds that the page has cost the thread which reads, lays out and paints
        it: unlike the time until it is seen, they do not hang on what else the machine does."""
        found = self.call("Performance.getMetrics")["metrics"]
        return next(m["value"] for m in found if m["name"] == "ThreadTime")

    def close(self):
        """End the browser."""
        self.driver.quit()
