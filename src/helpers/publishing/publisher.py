"""Hand what this room does for a run to the room that makes runs; imports wait until they are needed."""

from helpers.running.task import Publisher


def export_page(executed, page, meta):
    """Write the page of an executed notebook; see `exporter.export_page`."""
    from helpers.publishing import exporter

    exporter.export_page(executed, page, meta=exporter.PageMeta(**meta))


def write_run_index(run_dir, record, pages, data_dir):
    """Write what stands around the pages of a run; see `site.write_run_index`."""
    from helpers.publishing import site

    site.write_run_index(run_dir, record, pages, data_dir=data_dir)


def write_runs_index(outputs):
    """Write the list of runs; see `site.write_runs_index`."""
    from helpers.publishing import site

    site.write_runs_index(outputs)


def write_sweep_page(path, sweep, runs, changes):
    """Write the page over a sweep; see `sweep_page.write_sweep_page`."""
    from helpers.publishing import sweep_page

    sweep_page.write_sweep_page(path, sweep, runs, changes)


PUBLISHER = Publisher(
    export_page,
    write_run_index,
    write_runs_index,
    write_sweep_page,
    preload="helpers.publishing.preload",
    sources=("helpers.publishing.exporter",),
)
