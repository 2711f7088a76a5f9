"""Makes a picture of what was uploaded, or refuses it."""

# region: fix-picture
from io import BytesIO

from PIL import Image, UnidentifiedImageError

MAX_PIXELS = 4096 * 4096
EXTENSIONS = {"PNG": ".png", "JPEG": ".jpg"}


def clean_picture(sent: bytes) -> tuple[bytes, str]:
    """The picture, written anew: what else was hidden in the file is gone."""
    try:
        picture = Image.open(BytesIO(sent), formats=tuple(EXTENSIONS))
        if picture.width * picture.height > MAX_PIXELS:
            raise ValueError("too many pixels")
        kind = "PNG" if picture.format == "PNG" else "JPEG"
        written = BytesIO()
        # Comments and profiles would be written again.
        picture.info = {
            name: picture.info[name] for name in ("transparency",) if name in picture.info
        }
        picture.save(written, kind)
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError):
        raise ValueError("neither PNG nor JPEG") from None
    return written.getvalue(), EXTENSIONS[kind]


# endregion
