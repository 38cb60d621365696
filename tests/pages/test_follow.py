"""The QR codes under 关注."""

import io

import segno
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser as HTMLParser


def test_a_code_is_a_drawing(client: FlaskClient) -> None:
    response = client.get("/follow/store.svg")
    assert (response.status_code, response.mimetype) == (200, "image/svg+xml")
    assert HTMLParser(response.text).css("svg path")


def test_the_code_is_of_the_address_in_the_seed(client: FlaskClient) -> None:
    drawn = HTMLParser(client.get("/follow/store.svg").text).css_first("path.qrline, path[stroke]").attributes["d"]
    paths = set()
    for error in ("l", "m", "q", "h"):
        svg = io.BytesIO()
        segno.make("https://example.com/store", error=error, micro=False).save(svg, kind="svg", border=0)
        paths.add(HTMLParser(svg.getvalue().decode()).css_first("path").attributes["d"].split("h", 1)[1])
    assert drawn.split("h", 1)[1] in paths


def test_the_footer_shows_every_code(client: FlaskClient) -> None:
    image = HTMLParser(client.get("/").text).css_first(".codes img")
    assert (image.attributes["src"], image.attributes["alt"]) == ("/follow/store.svg", "旗舰店二维码")


def test_an_unknown_code_is_missing(client: FlaskClient) -> None:
    assert client.get("/follow/none.svg").status_code == 404
    assert client.get("/follow/store.png").status_code == 404
