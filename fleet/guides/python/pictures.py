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
        kind = picture.format
        written = BytesIO()
        picture.save(written, kind)
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError):
        raise ValueError("neither PNG nor JPEG") from None
    return written.getvalue(), EXTENSIONS[kind]


# endregion
