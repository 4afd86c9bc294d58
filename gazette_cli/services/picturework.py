"""What is done to the bytes of a picture: pure work, done in a process that can be killed.

Only what is made here, a PNG of a screen's size, ever reaches anything else.
"""

import io
import re
from typing import TYPE_CHECKING, Any

from gazette_cli.errors import ParseError
from gazette_cli.models import Picture

if TYPE_CHECKING:
    from PIL import Image

_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "AVIF", "BMP")
_PLUGINS = ("Png", "Jpeg", "Mpo", "Gif", "WebP", "Avif", "Bmp")
_MOST_PIXELS = 40_000_000  # of what is decoded
_WIDEST, _HIGHEST = 1600, 1200  # of what is kept
_TINY = 2  # pixels: nobody looks at it, it looks at us
_DRAWING = re.compile(rb"\s*(?:<\?xml|<!--|<!DOCTYPE svg|<svg)", re.IGNORECASE)
_PAGE = re.compile(rb"\s*<(?:!doctype html|html|head|body)", re.IGNORECASE)
_LIGHT = 200  # of 255: nothing of it would be seen on white
_WHITE, _BLACK = (255, 255, 255), (24, 24, 24)

TRACKER = "a tracker's pixel"


def load_decoders() -> None:
    """Import what `decode_picture` needs: a child starts out with what is loaded here. Raises ImportError."""
    from importlib import import_module

    for name in ("ImageOps", *(f"{kind}ImagePlugin" for kind in _PLUGINS)):
        import_module(f"PIL.{name}")


def decode_picture(data: bytes) -> Picture:
    """Return what a picture shows, upright, opaque, and small enough for a screen; of a moving one the first image.

    `data` is PNG, JPEG, GIF, WebP, AVIF or BMP. Raises ParseError for anything else, for what is damaged, for what
    would take too much to decode, and for a tracker's pixel.
    """
    from PIL import AvifImagePlugin, Image, ImageOps, UnidentifiedImageError

    # Threads of its own would each take their share of a child's memory.
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1
    Image.MAX_IMAGE_PIXELS = None  # counted here, before anything is decoded
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as opened:
            width, height = opened.size
            if min(width, height) <= _TINY:
                raise ParseError(TRACKER)
            if width * height > _MOST_PIXELS:
                raise ParseError(f"too large ({width:,} × {height:,} pixels)")
            opened.draft("RGB", (_WIDEST, _HIGHEST))  # a JPEG is decoded at a fraction of its size
            opened.load()
            # Small before it is turned: a copy of what was decoded costs as much again.
            small = _make_plain(opened)
            small.thumbnail((_WIDEST, _HIGHEST))
            flat = _flatten(ImageOps.exif_transpose(small))
    except ParseError:
        raise
    except UnidentifiedImageError as exc:
        raise ParseError(_tell_kind(data)) from exc
    except MemoryError:
        raise
    except Exception as exc:  # Pillow has no error of its own: each format lets out what it likes
        raise ParseError("damaged") from exc
    out = io.BytesIO()
    flat.save(out, "PNG", compress_level=4)
    return Picture(out.getvalue(), *flat.size)


def _make_plain(image: "Image.Image") -> "Image.Image":
    """Return `image`, of whatever kind, in RGB, or in RGBA if it is transparent somewhere."""
    from PIL import Image

    if image.mode.startswith("I"):  # 16 bits a pixel
        bits: Any = image.convert("I")
        return Image.merge("RGB", [bits.point(lambda value: value / 256).convert("L")] * 3)
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _flatten(image: "Image.Image") -> "Image.Image":
    """Return `image` without transparency: on white, as on the page it was made for; on black if it is itself light."""
    from PIL import Image

    if image.mode != "RGBA":
        return image
    small = image.resize((32, 32), Image.Resampling.BOX)
    light, alpha = small.convert("L").tobytes(), small.getchannel("A").tobytes()
    shining = sum(one * weight for one, weight in zip(light, alpha, strict=True)) > _LIGHT * sum(alpha)
    ground = Image.new("RGBA", image.size, (*(_BLACK if shining else _WHITE), 255))
    ground.alpha_composite(image)
    return ground.convert("RGB")


def _tell_kind(data: bytes) -> str:
    if _PAGE.match(data):
        return "a page, not a picture"
    return "SVG" if _DRAWING.match(data) and b"<svg" in data[:4096].lower() else "no picture that can be read"
