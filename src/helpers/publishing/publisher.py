"""Hand what this room does for a run to the room that makes runs, imported late."""

from helpers.running.task import Publisher


def export_page(executed, page, meta):
    """Write the page of an executed notebook; see `helpers.publishing.page`."""
    from helpers.publishing.page import PageMeta
    from helpers.publishing.page import export_page as write_page

    write_page(executed, page, meta=PageMeta(**meta))


def write_run_index(run_dir, record, pages, data_dir):
    """Write what stands around the pages of a run; see `helpers.publishing.front`."""
    from helpers.publishing import front

    front.write_run_index(run_dir, record, pages, data_dir=data_dir)


def write_runs_index(outputs):
    """Write the list of runs; see `helpers.publishing.front`."""
    from helpers.publishing import front

    front.write_runs_index(outputs)


def write_sweep(folder, sweep):
    """Write the page over a sweep and its table of numbers; see `helpers.publishing.sweep_page`."""
    from helpers.publishing import sweep_page

    sweep_page.write_sweep(folder, sweep)


PUBLISHER = Publisher(
    export_page,
    write_run_index,
    write_runs_index,
    write_sweep,
    preload="helpers.publishing.warm_pages",
    sources=("helpers.publishing.page",),
    around=("helpers.publishing.front",),
)
