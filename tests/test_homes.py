"""Where a site answers that is named in several ways, as redirects and earlier runs tell."""

from __future__ import annotations

import pytest

from newscrawl.any_site.homes import Homes

BARE, WWW = "oriel.example", "www.oriel.example"


@pytest.mark.parametrize(
    ("asked", "answered", "url", "same"),
    [
        (f"http://{BARE}/a", f"https://{WWW}/a", f"http://{BARE}/b?c=1", f"https://{WWW}/b?c=1"),
        (f"http://{BARE}/a", f"http://{WWW}/a/", f"http://{BARE}/b", f"http://{WWW}/b"),
        (f"HTTP://{BARE.upper()}:80/a", f"https://{BARE}/a", f"http://{BARE}/b", f"https://{BARE}/b"),
        # Of the front page alone, of another page, of another site: nothing is learnt.
        (f"http://{BARE}/", f"https://{WWW}/", f"http://{BARE}/b", f"http://{BARE}/b"),
        (f"http://{BARE}/a", f"https://{WWW}/z", f"http://{BARE}/b", f"http://{BARE}/b"),
        (f"http://{BARE}/a", "https://else.example/a", f"http://{BARE}/b", f"http://{BARE}/b"),
        # Never back to what is not encrypted, nor to another port or host.
        (f"https://{BARE}/a", f"http://{WWW}/a", f"https://{BARE}/b", f"https://{BARE}/b"),
        (f"http://{BARE}/a", f"https://{WWW}/a", f"http://{BARE}:81/b", f"http://{BARE}:81/b"),
        (f"http://{BARE}/a", f"https://{WWW}/a", "http://[::1/b", "http://[::1/b"),
        (f"http://{BARE}/a", f"https://u:p@{WWW}/a", f"http://{BARE}/b", f"https://{WWW}/b"),
    ],
)  # fmt: skip
def test_a_redirect_that_keeps_the_path_tells_where_a_site_is(
    asked: str, answered: str, url: str, same: str
) -> None:
    homes = Homes()
    assert homes.of(url) == url
    homes.learn(asked, answered)
    assert homes.of(url) == same


def test_where_articles_were_read_tells_it_too() -> None:
    homes = Homes()
    homes.learn_read(f"https://{WWW}/{number}" for number in range(3))
    assert homes.of(f"http://{BARE}/a") == f"https://{WWW}/a"
    homes = Homes()
    homes.learn_read([*(f"https://{WWW}/{number}" for number in range(9)), f"http://{BARE}/a"])
    assert homes.of(f"http://{BARE}/b") == f"http://{BARE}/b"
    homes.learn_read([])


def test_two_that_lead_to_each_other_make_no_circle() -> None:
    homes = Homes()
    homes.learn(f"http://{BARE}/a", f"http://{WWW}/a")
    homes.learn(f"http://{WWW}/a", f"http://{BARE}/a")
    assert homes.of(homes.of(f"http://{WWW}/b")) == homes.of(f"http://{WWW}/b")
