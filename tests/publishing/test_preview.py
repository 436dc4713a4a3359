"""A link that is shared shows the first figure of its page, where there is a picture of it."""

import pytest
from bs4 import BeautifulSoup

from helpers.publishing.checks import check_page


def read(page):
    return BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")


PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + (1200).to_bytes(4, "big") + (630).to_bytes(4, "big")


def test_the_first_figure_is_the_picture_to_share(export, make, tmp_path):
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures" / "totals.png").write_bytes(PNG)
    page = export(make.shown(make.figure(description='Rose "by half" <b>.')))
    said = {
        meta["property"]: meta["content"]
        for meta in read(page).find_all("meta", property=True)
        if "og:image" in meta["property"]
    }
    assert said == {
        "og:image": "../figures/totals.png",
        "og:image:type": "image/png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": 'Rose "by half" <b>.',
    }
    assert check_page(page) == [] and "base64" not in str(read(page).head), (
        "it lies beside the page, not in it"
    )


@pytest.mark.parametrize("content", [b"", b"<svg/>", PNG[:20]])
def test_what_is_no_picture_is_not_shared(export, make, tmp_path, content):
    (tmp_path / "figures").mkdir()
    (tmp_path / "figures" / "totals.png").write_bytes(content)
    assert read(export(make.shown(make.figure()))).find("meta", property="og:image") is None


def test_a_notebook_without_figures_has_no_picture_to_share(export, make):
    page = export(make.markdown("# T"), make.shown(make.table()))
    assert check_page(page) == [] and read(page).find("meta", property="og:image") is None
