"""Photo sheets: one, two or four pictures a page, each framed, with when, where and by whom below it."""

from io import BytesIO

from app.documents.flow import Flow
from app.documents.grids import PAD
from app.documents.marks import Picture
from app.documents.paper import Photo, Photos

DPI = 200  # of an embedded picture: what a laser printer shows of a photograph
QUALITY = 82
ORIENTATION = 0x0112
SPARE = 1.25  # times the limit that a JPEG may have to be taken as it is
KINDS = ("JPEG", "PNG", "BMP", "WEBP", "GIF")
SHAPES = {1: (1, 1), 2: (1, 2), 4: (2, 2)}  # columns, rows


def photos(flow: Flow, piece: Photos) -> None:
    """Set the photos, beginning a page of their own."""
    across, down = SHAPES.get(piece.per_page, (1, 2))
    if piece.photos and not flow.fresh and flow.room < (flow.floor - flow.sheet.top) * 0.9:
        flow.turn()
    top, gap = flow.y, 10.0
    width = (flow.sheet.measure - gap * (across - 1)) / across
    height = (flow.floor - top - gap * (down - 1)) / down
    for index, photo in enumerate(piece.photos):
        seat = index % (across * down)
        if index and seat == 0:
            flow.turn()
            top = flow.y
            height = (flow.floor - top - gap * (down - 1)) / down
        x = flow.sheet.left + (seat % across) * (width + gap)
        y = top + (seat // across) * (height + gap)
        _photo(flow, photo, x, y, width, height)
        flow.y = y + height


def _photo(flow: Flow, photo: Photo, x: float, y: float, width: float, height: float) -> None:
    size, pitch = 10.5, 15.0
    lines = flow.break_words(photo.caption.text, "body", size, width - 2 * PAD)
    low = y + height - len(lines) * pitch - 2 * PAD
    right, bottom = x + width, y + height
    for x1, y1, x2, y2 in (
        (x, y, right, y), (x, bottom, right, bottom), (x, y, x, bottom), (right, y, right, bottom), (x, low, right, low),
    ):  # fmt: skip
        flow.rule(x1, y1, x2, y2)
    for number, line in enumerate(lines):
        flow.put(line, x + PAD, low + PAD + number * pitch, pitch, "body", size)
    if photo.image is not None:
        _picture(flow, photo.image, x + PAD, y + PAD, width - 2 * PAD, low - y - 2 * PAD)


def _picture(flow: Flow, image: bytes, x: float, y: float, width: float, height: float) -> None:
    """The photo as large as the frame allows."""
    found = shrunk(image, width, height)
    if found is None:
        flow.notes.append("有一张照片打不开，留了空框")
        return
    jpeg, (across, down) = found
    scale = min(width / across, height / down)
    shown = (across * scale, down * scale)
    left, top = x + (width - shown[0]) / 2, y + (height - shown[1]) / 2
    flow.page.pictures.append(Picture(left, top, shown[0], shown[1], jpeg))


def shrunk(image: bytes, width: float, height: float) -> tuple[bytes, tuple[int, int]] | None:
    """A picture for a frame of `width` × `height` points: JPEG upright as its EXIF says, at no more than `DPI`, and its
    size in pixels; None when it cannot be read. A JPEG that fits as it is stays byte for byte."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    limit = max(round(width * DPI / 72), 1), max(round(height * DPI / 72), 1)
    try:
        with Image.open(BytesIO(image), formats=KINDS) as opened:
            small = opened.width <= limit[0] * SPARE and opened.height <= limit[1] * SPARE
            turned = opened.getexif().get(ORIENTATION, 1) != 1
            if opened.format == "JPEG" and opened.mode in {"RGB", "L"} and small and not turned:
                opened.load()
                return image, opened.size
            opened.draft("RGB", (max(limit), max(limit)))
            upright = ImageOps.exif_transpose(opened).convert("RGB")
    except (UnidentifiedImageError, OSError, TypeError, ValueError, SyntaxError, Image.DecompressionBombError):
        # what PIL raises on damaged files, seen on 6,000 of them
        return None
    scale = min(limit[0] / upright.width, limit[1] / upright.height)
    if scale < 1:
        size = (max(round(upright.width * scale), 1), max(round(upright.height * scale), 1))
        upright = upright.resize(size, Image.Resampling.LANCZOS)
    target = BytesIO()
    upright.save(target, "JPEG", quality=QUALITY)
    return target.getvalue(), upright.size
