"""Turn markdown and HTML of a notebook into clean prose of a page."""

import unicodedata
import warnings
from urllib.parse import quote, unquote

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, NavigableString
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from pygments.lexers import PythonLexer, get_lexer_by_name
from pygments.token import Token
from pygments.util import ClassNotFound

from helpers.publishing.look import mark_foreign
from helpers.publishing.safety import clean_html, read_alignment
from helpers.words.private import hide_paths

TOKENS = (
    (Token.Comment, "c"),
    (Token.Literal.String, "s"),
    (Token.Literal.Number, "m"),
    (Token.Keyword, "k"),
    (Token.Operator.Word, "k"),
    (Token.Name.Function, "f"),
    (Token.Name.Class, "f"),
    (Token.Name.Decorator, "f"),
)
MOST_TEXT = 60_000  # characters of one stream or plain output
HEADINGS = [f"h{level}" for level in range(1, 7)]


def find_lexer(name: str):
    """Return what tells apart the words of a language, or None for one that is not known.

    Returns
    -------
    lexer : pygments.lexer.Lexer or None
    """
    if name in ("python", "ipython"):
        return PythonLexer(ensurenl=False)
    try:
        return get_lexer_by_name(name, ensurenl=False)
    except ClassNotFound:
        return None


def paint_code(source: str, lexer) -> str:
    """Return code as HTML with five kinds of word told apart, neighbours of a kind in one span.

    Parameters
    ----------
    source : str
    lexer : pygments.lexer.Lexer or None
    """
    if lexer is None or len(source) > MOST_TEXT:
        return _escape(cut(source, MOST_TEXT))
    runs = []
    for token, text in lexer.get_tokens(source):
        kind = next((short for family, short in TOKENS if token in family), "")
        if runs and (runs[-1][0] == kind or not text.strip()):
            runs[-1][1].append(text)
        else:
            runs.append((kind, [text]))
    painted = (
        (
            f'<span class="{kind}">{_escape("".join(texts))}</span>'
            if kind
            else _escape("".join(texts))
        )
        for kind, texts in runs
    )
    return "".join(painted).rstrip("\n")


def cut(text, most):
    """Return a text, cut with a notice if it is longer than that many characters."""
    if len(text) <= most:
        return text
    return (
        f"{text[:most]}\n… cut here: {most:,} of {len(text):,} characters are shown; the notebook"
        " has all."
    )


def render_markdown(source: str, attachments: dict | None = None) -> str:
    """Return the HTML of markdown as JupyterLab reads it; it is not cleaned yet.

    Parameters
    ----------
    source : str
    attachments : dict, optional
        Name to {MIME type: base64} of the pictures that lie in the cell.
    """
    attachments = attachments or {}
    source = hide_paths(source)
    for name in attachments:
        # A space would end the address; JupyterLab writes it as a code, people do not.
        source = source.replace(f"(attachment:{name}", f"(attachment:{quote(name)}")
    return MarkdownWithMath(renderer=_Renderer(attachments)).render(source)


class _Renderer(IPythonRenderer):
    """nbconvert's markdown, without its pilcrows, its scripts and its reading of files."""

    def __init__(self, attachments):
        named = {unicodedata.normalize("NFC", name): each for name, each in attachments.items()}
        super().__init__(escape=False, exclude_anchor_links=True, attachments=named)

    def softbreak(self):
        return " "  # where a line of the source ends, no line of the page does

    def block_code(self, code, info=None):
        name = (info or "").split(maxsplit=1)
        lexer = find_lexer(name[0]) if name else None
        return f"<pre><code>{paint_code(code.rstrip(), lexer)}</code></pre>\n"

    def image(self, text, url, title=None):
        if url.startswith("attachment:"):
            name = unicodedata.normalize("NFC", unquote(url.removeprefix("attachment:")))
            url = f"attachment:{name}" if self.attachments.get(name) else ""
        return super().image(text, url, title)


def read_prose(html: str, *, link=None):
    """Return the tree of some HTML, cleaned and made fit for a page; headings and links in the page
    are left to it.

    Parameters
    ----------
    html : str
    link : callable, str -> str or None, optional
        As in `clean_html`.

    Returns
    -------
    tree : bs4.Tag
        Its contents are the prose.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)
        tree = BeautifulSoup(clean_html(html, link=link), "html.parser")
    for picture in tree.find_all("img"):
        _describe_picture(tree, picture)
    for link in tree.find_all("a"):
        if not link.get_text(strip=True) and not link.find("img"):
            link.unwrap()  # nobody could see it or be told where it leads
    for table in tree.find_all("table"):
        _mark_table(tree, table)
    for text in tree.find_all(string=True):
        marked = mark_foreign(text)
        if "<" in marked:
            text.replace_with(*list(BeautifulSoup(marked, "html.parser").contents))
    return tree


def _describe_picture(tree, picture):
    words = picture.get("alt", "")
    if not picture.get("src"):
        said = tree.new_tag("em")
        said.string = f"[picture not shown{': ' + words if words else ''}]"
        picture.replace_with(said)
    elif not words:
        picture["alt"] = "picture without a description"


def _mark_table(tree, table):
    """Say what each head cell heads, set numbers right, let the table move by itself."""
    for cell in table.find_all(["th", "td"]):
        if cell.find_parent("table") is not table:
            continue
        if cell.name == "th" and not cell.get_text(strip=True):
            cell.name, cell.attrs = "td", {}
        elif cell.name == "th" and "scope" not in cell.attrs:
            cell["scope"] = "col" if cell.find_parent("thead") else "row"
        if read_alignment(cell.get("style", "")) == "text-align:right":
            del cell["style"]
            cell["class"] = "n"
    label = {"class": "wide", "tabindex": "0", "role": "group", "aria-label": "Table"}
    table.wrap(tree.new_tag("div", attrs=label))


def take_words(heading):
    """Return what stands in a heading as HTML, without links, pictures and paragraphs."""
    for inner in heading.find_all(["a", "img", "p", "div"]):
        inner.unwrap()
    return heading.decode_contents().strip()


def _escape(text):
    return str(NavigableString(text).output_ready("minimal"))
