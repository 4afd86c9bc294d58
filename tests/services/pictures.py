"""Pictures for the tests, made here."""

import io
from typing import Any

from PIL import Image, ImageDraw


def encode(image: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    """Return an image as a file of this kind."""
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def make_halves(width: int = 40, height: int = 20, upper: str = "red", lower: str = "blue") -> Image.Image:
    """Return a picture whose upper half has one colour and whose lower half another."""
    image = Image.new("RGB", (width, height), upper)
    ImageDraw.Draw(image).rectangle((0, height // 2, width, height), fill=lower)
    return image


def decode(png: bytes) -> Image.Image:
    """Return the image in a PNG."""
    image = Image.open(io.BytesIO(png), formats=("PNG",))
    image.load()
    return image
