"""The site can be put on a phone's home screen."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from PIL import Image

STATIC = Path(settings.BASE_DIR) / "static"


@pytest.mark.django_db
def test_the_pages_name_the_manifest_and_colours_for_light_and_dark(client: Client) -> None:
    page = client.get("/").content.decode()
    assert 'rel="manifest"' in page
    assert "(prefers-color-scheme: dark)" in page
    assert "(prefers-color-scheme: light)" in page


def test_every_icon_of_the_manifest_is_there_in_its_size() -> None:
    manifest = json.loads((STATIC / "manifest.webmanifest").read_text())
    assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable"}
    for icon in manifest["icons"]:
        with Image.open(STATIC / icon["src"]) as picture:
            assert "x".join(map(str, picture.size)) == icon["sizes"]


def test_a_round_mask_takes_nothing_from_the_seal() -> None:
    with Image.open(STATIC / "img" / "icon-maskable-512.png") as picture:
        ground = picture.getpixel((0, 0))
        red = [(x, y) for x in range(512) for y in range(512) if picture.getpixel((x, y)) != ground]
    assert red
    assert max((x - 255.5) ** 2 + (y - 255.5) ** 2 for x, y in red) <= (0.4 * 512) ** 2
