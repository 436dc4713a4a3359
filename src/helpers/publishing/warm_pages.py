"""Import what kernels, workers and pages need; the fork server does so once for all.

A small page compiles the pages' templates, the rules of the notebook format
and those that colour code.
"""

import gc

import helpers.running.preload  # noqa: F401  first: it follows the command that started it
from helpers.publishing.look import page_environment
from helpers.publishing.page import PageMeta, render_page

gc.disable()
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook  # noqa: E402

render_page(
    new_notebook(cells=[new_markdown_cell("# a"), new_code_cell("a = 1")]),
    meta=PageMeta("small"),
    stem="small",
)
page_environment().get_template("elements.html.j2")
gc.freeze()
gc.enable()
