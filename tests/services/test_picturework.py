"""What comes of a picture's bytes: upright, opaque, small."""

from typing import Any

import pytest
from PIL import Image

from gazette_cli.errors import ParseError
from gazette_cli.services.picturework import decode_picture
from tests.services.pictures import decode, encode, make_halves


def look(data: bytes, spot: tuple[int, int] = (3, 2)) -> Any:
    return decode(decode_picture(data).png).getpixel(spot)


@pytest.mark.parametrize(
    ("mode", "color", "seen"),
    [
        ("L", 90, (90, 90, 90)),
        ("1", 1, (255, 255, 255)),
        ("I;16", 0x8000, (128, 128, 128)),
        ("LA", (10, 255), (10, 10, 10)),
    ],
)
def test_every_kind_of_pixel_becomes_rgb(mode: str, color: Any, seen: tuple[int, int, int]) -> None:
    assert look(encode(Image.new(mode, (20, 20), color))) == seen


def test_ink_becomes_light() -> None:
    red, green, blue = look(encode(Image.new("CMYK", (20, 20), (255, 0, 0, 0)), "JPEG"))
    assert (red < 60, green > 150, blue > 180) == (True, True, True)


def test_what_is_transparent_is_seen_on_any_screen() -> None:
    dark, light = Image.new("RGBA", (40, 20), (0, 0, 0, 0)), Image.new("RGBA", (40, 20), (255, 255, 255, 0))
    dark.paste((20, 20, 90, 255), (0, 10, 40, 20))
    light.paste((250, 250, 250, 255), (0, 10, 40, 20))
    assert look(encode(dark)) == (255, 255, 255)
    assert max(look(encode(light))) < 40
    palette = dark.quantize(8)
    assert look(encode(palette, "GIF", transparency=palette.getpixel((0, 0)))) == (255, 255, 255)


def test_a_photo_is_turned_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held upright
    picture = decode_picture(encode(make_halves(), "JPEG", exif=exif))
    assert (picture.width, picture.height) == (20, 40)
    left, right = (decode(picture.png).getpixel((x, 20)) for x in (3, 16))
    assert isinstance(left, tuple) and isinstance(right, tuple)
    assert left[2] > 200 and right[0] > 200


def test_of_a_moving_picture_the_first_image_is_shown() -> None:
    frames = [Image.new("RGB", (20, 20), color) for color in ("lime", "red", "blue")]
    assert look(encode(frames[0], "GIF", save_all=True, append_images=frames[1:])) == (0, 255, 0)


@pytest.mark.parametrize(
    ("size", "kept"), [((3000, 400), (1600, 213)), ((400, 3000), (160, 1200)), ((3, 3), (3, 3))]
)
def test_it_is_made_small_and_never_larger(size: tuple[int, int], kept: tuple[int, int]) -> None:
    picture = decode_picture(encode(Image.new("RGB", size, "red")))
    assert (picture.width, picture.height) == kept


@pytest.mark.parametrize(
    "data", [b"", b"GIF89a", b"\xff\xd8\xff\xe0", b"%!PS-Adobe", b"RIFF\x00\x00\x00\x00WEBP"]
)
def test_what_is_none_is_an_error_in_words(data: bytes) -> None:
    with pytest.raises(ParseError):
        decode_picture(data)
