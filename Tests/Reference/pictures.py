# SPDX-License-Identifier: MIT
"""Picture files with metadata, and their pixels as Pillow and its LittleCMS display them.

    pip install numpy pillow
    python3 Tests/Reference/pictures.py > Tests/Reference/pictures.json

Each case is a file and the R, G, B bytes of the upright picture in sRGB on white: 8 EXIF
orientations and ICC profiles in every format that has them, straight and premultiplied alpha, and
16 bits per channel. Compressed formats contain 8 x 8 blocks of one color, which JPEG keeps.
"""
import base64
import io
import json
import struct
import sys
import zlib

import numpy as np
from PIL import Image, ImageCms, ImageOps

FORMATS = {
    "png": {},
    "jpeg": dict(quality=100, subsampling=0),
    "tiff": {},
    "webp": dict(lossless=True),
}
COLORS = [(200, 40, 60), (40, 180, 90), (50, 60, 190), (128, 128, 128), (230, 200, 40), (90, 30, 120)]


def blocks():
    colors = np.array(COLORS, "u1").reshape(2, 3, 3)
    return colors.repeat(8, 0).repeat(8, 1)


def fixed(values):
    return b"".join(struct.pack(">i", round(x * 65536)) for x in values)


def profile(space, device, tags):
    """An ICC profile of version 2.4 (ICC.1:2001-04, 6)."""
    offset, table, data = 132 + 12 * len(tags), struct.pack(">I", len(tags)), b""
    for name, content in tags.items():
        content += bytes(-len(content) % 4)
        table += name.encode() + struct.pack(">II", offset + len(data), len(content))
        data += content
    head = struct.pack(">I", offset + len(data)) + bytes(4) + struct.pack(">I", 0x02400000)
    head += device + space + b"XYZ " + struct.pack(">6H", 2024, 1, 1, 0, 0, 0) + b"acsp"
    head += bytes(28) + fixed((0.9642, 1, 0.8249))
    return head.ljust(128, b"\0") + table + data


def xyz(values):
    return b"XYZ " + bytes(4) + fixed(values)


def named(name):
    text = name.encode() + b"\0"
    return {
        "desc": b"desc" + bytes(4) + struct.pack(">I", len(text)) + text + bytes(78),
        "cprt": b"text" + bytes(4) + b"none\0",
        "wtpt": xyz((0.9642, 1, 0.8249)),
    }


GAMMA = b"curv" + bytes(4) + struct.pack(">IH", 1, 563) + bytes(2)


def wide():
    """Primaries of Adobe RGB and gamma 2.2."""
    primaries = dict(
        rXYZ=(0.6097, 0.3111, 0.0195), gXYZ=(0.2053, 0.6257, 0.0609), bXYZ=(0.1492, 0.0632, 0.7446))
    curves = dict(rTRC=GAMMA, gTRC=GAMMA, bTRC=GAMMA)
    tags = named("wide") | {k: xyz(v) for k, v in primaries.items()} | curves
    return profile(b"RGB ", b"mntr", tags)


def table():
    """A lookup table of 2 x 2 x 2 XYZ colors, with R and B exchanged."""
    identity = np.arange(256, dtype="u1").tobytes() * 3
    corners = [(0.43 * b + 0.38 * g + 0.14 * r, 0.22 * b + 0.71 * g + 0.06 * r, 0.01 * b + 0.1 * g + 0.7 * r)
               for r in (0, 1) for g in (0, 1) for b in (0, 1)]
    # In the encoding of XYZ, 1 + 32767/32768 is 255.
    cells = bytes(round(v * 32768 / 65535 * 255) for corner in corners for v in corner)
    matrix = fixed((1, 0, 0, 0, 1, 0, 0, 0, 1))
    lut = b"mft1" + bytes(4) + bytes([3, 3, 2, 0]) + matrix + identity + cells + identity
    return profile(b"RGB ", b"mntr", named("table") | {"A2B0": lut})


def gray():
    return profile(b"GRAY", b"mntr", named("gray") | {"kTRC": b"curv" + bytes(4) + struct.pack(">IH", 1, 256) + bytes(2)})


def srgb():
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def displayed(picture, icc=None):
    """The upright picture in sRGB on white."""
    picture = ImageOps.exif_transpose(picture)
    alpha = picture.getchannel("A") if "A" in picture.getbands() else None
    mode = "L" if picture.mode in ("L", "LA") else "RGB"
    color = picture.convert(mode)
    if icc:
        color = ImageCms.profileToProfile(
            color, ImageCms.ImageCmsProfile(io.BytesIO(icc)), ImageCms.createProfile("sRGB"),
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC, outputMode="RGB")
    return on_white(np.asarray(color.convert("RGB")), None if alpha is None else np.asarray(alpha))


def on_white(color, alpha):
    if alpha is None:
        return color
    share = alpha[..., None] / 255
    return np.rint(color * share + 255 * (1 - share)).astype("u1")


cases = []


def case(name, data, pixels, bits=8, icc=None, converted=False, tolerance=0):
    cases.append(dict(
        name=name, file=base64.b64encode(data).decode(), width=pixels.shape[1],
        height=pixels.shape[0], pixels=base64.b64encode(pixels.tobytes()).decode(), bits=bits,
        profile=icc, converted=converted, tolerance=tolerance))


def saved(picture, kind, **options):
    buffer = io.BytesIO()
    picture.save(buffer, kind, **FORMATS.get(kind, {}), **options)
    return buffer.getvalue()


def reopened(data):
    return Image.open(io.BytesIO(data))


def orientations():
    for kind in [*FORMATS, "avif"]:
        for value in range(1, 9):
            exif = Image.Exif()
            exif[0x112] = value
            data = saved(Image.fromarray(blocks()), kind, exif=exif, **(dict(quality=100) if kind == "avif" else {}))
            pixels = np.asarray(ImageOps.exif_transpose(reopened(data)).convert("RGB"))
            case(f"{kind} orientation {value}", data, pixels, tolerance=3 if kind == "avif" else 0)


def short_segments(data, icc, size):
    """Stores a profile in a JPEG in segments of `size` bytes, the last first."""
    parts = [icc[i:i + size] for i in range(0, len(icc), size)]
    segments = [
        b"\xff\xe2" + struct.pack(">H", len(part) + 16) + b"ICC_PROFILE\0" + bytes([i, len(parts)]) + part
        for i, part in enumerate(parts, 1)]
    return data[:2] + b"".join(reversed(segments)) + data[2:]


def exif_with_long(data, value):
    """Stores an orientation of the type LONG in a JPEG."""
    entry = struct.pack(">HHII", 0x112, 4, 1, value)
    content = b"Exif\0\0MM\0*" + struct.pack(">IH", 8, 1) + entry + bytes(4)
    return data[:2] + b"\xff\xe1" + struct.pack(">H", len(content) + 2) + content + data[2:]


def segments():
    data = saved(Image.fromarray(blocks()), "jpeg")
    for name, size in (("of 100 bytes", 100), ("of 60000 bytes", 60_000)):
        split = short_segments(data, wide(), size)
        case(f"jpeg profile in segments {name}", split, displayed(reopened(split), wide()), icc="wide", converted=True, tolerance=1)
    for value in (3, 6):
        turned = exif_with_long(data, value)
        pixels = np.asarray(ImageOps.exif_transpose(reopened(turned)).convert("RGB"))
        case(f"jpeg orientation {value} as LONG", turned, pixels)


def profiles():
    rgb, luma = Image.fromarray(blocks()), Image.fromarray(blocks()[..., 1].copy())
    for kind in FORMATS:
        for name, icc, picture in (("wide", wide(), rgb), ("table", table(), rgb), ("gray", gray(), luma)):
            if kind == "webp" and name == "gray":
                continue  # WebP has no gray.
            data = saved(picture, kind, icc_profile=icc)
            case(f"{kind} profile {name}", data, displayed(reopened(data), icc), icc=name, converted=True, tolerance=1)
        data = saved(rgb, kind, icc_profile=srgb())
        case(f"{kind} profile sRGB", data, displayed(reopened(data)), icc="sRGB built-in")
    data = saved(rgb, "avif", quality=100, icc_profile=wide())
    # Three levels of the decoder, which the conversion at most doubles.
    case("avif profile wide", data, displayed(reopened(data), wide()), icc="wide", converted=True, tolerance=6)
    exif = Image.Exif()
    exif[0x112] = 6
    for kind in FORMATS:
        data = saved(rgb, kind, icc_profile=wide(), exif=exif)
        case(f"{kind} profile and orientation", data, displayed(reopened(data), wide()), icc="wide", converted=True, tolerance=1)


def tiff(array, extra, photometric, tags=()):
    """An uncompressed TIFF; `extra` is ExtraSamples, None without the tag. One strip, or one for each
    sample with PlanarConfiguration 2 in `tags`."""
    height, width, samples = array.shape
    strips = samples if (284, 3, [2]) in tags else 1
    if strips > 1:
        array = array.transpose(2, 0, 1)
    bits = 8 * array.itemsize
    entries = [(256, 4, [width]), (257, 4, [height]), (258, 3, [bits] * samples), (259, 3, [1]),
               (262, 3, [photometric]), (273, 4, [8 + i * array.nbytes // strips for i in range(strips)]), (277, 3, [samples]), (278, 4, [height]),
               (279, 4, [array.nbytes // strips] * strips)]
    entries += [(338, 3, [extra])] if extra is not None else []
    entries = sorted(entries + list(tags))
    data = array.astype(array.dtype.newbyteorder("<")).tobytes()
    data += bytes(len(data) % 2)
    start = 8 + len(data)
    directory, outside = struct.pack("<H", len(entries)), b""
    after = start + 2 + 12 * len(entries) + 4
    for tag, kind, values in entries:
        if kind == 7:
            content, count = values, len(values)
        else:
            content, count = struct.pack("<" + {3: "H", 4: "I"}[kind] * len(values), *values), len(values)
        if len(content) > 4:
            place, outside = struct.pack("<I", after + len(outside)), outside + content + bytes(len(content) % 2)
        else:
            place = content.ljust(4, b"\0")
        directory += struct.pack("<HHI", tag, kind, count) + place
    return b"II*\0" + struct.pack("<I", start) + data + directory + bytes(4) + outside


def png(array, color_type, chunks=()):
    """A PNG of 8 or 16 bits per channel."""
    def chunk(name, content):
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
    height, width, _ = array.shape
    rows = b"".join(b"\0" + row.astype(row.dtype.newbyteorder(">")).tobytes() for row in array)
    header = struct.pack(">IIBBBBB", width, height, 8 * array.itemsize, color_type, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + b"".join(chunk(*c) for c in chunks)
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def alphas():
    color = blocks()
    alpha = np.linspace(0, 255, color.shape[0] * color.shape[1]).astype("u1").reshape(color.shape[:2])
    straight = np.dstack([color, alpha])
    premultiplied = np.dstack([np.rint(color * (alpha[..., None] / 255)).astype("u1"), alpha])
    want = on_white(color, alpha)
    case("png straight alpha", png(straight, 6), want)
    case("webp straight alpha", saved(Image.fromarray(straight), "webp", exact=True), want)
    case("tiff unassociated alpha", tiff(straight, 2, 2), want)
    case("tiff associated alpha", tiff(premultiplied, 1, 2), want)
    case("tiff unspecified extra sample", tiff(straight, 0, 2), color)
    case("tiff four samples without ExtraSamples", tiff(straight, None, 2), want)
    planes = tiff(straight[..., [1, 3]].copy(), 2, 1, [(284, 3, [2])])
    case("tiff gray in planes with ExtraSamples 2", planes, on_white(color[..., 1:2].repeat(3, 2), alpha))
    for extra, values in ((2, straight), (1, premultiplied)):
        pixels = on_white(color[..., 1:2].repeat(3, 2), alpha)
        case(f"tiff gray with ExtraSamples {extra}", tiff(values[..., [1, 3]].copy(), extra, 1), pixels)
    pixels = displayed(Image.fromarray(straight), wide())
    case("tiff unassociated alpha and profile", tiff(straight, 2, 2, [(34675, 7, wide())]), pixels,
         icc="wide", converted=True, tolerance=2)
    data = saved(Image.fromarray(straight), "png", icc_profile=wide())
    case("png straight alpha and profile", data, pixels, icc="wide", converted=True, tolerance=1)


def depths():
    levels = np.arange(0, 65536, 683).astype("u2")[:96].reshape(8, 12)
    deep = np.dstack([levels, levels[::-1], levels[:, ::-1]])
    want = (deep / 257).round().astype("u1")
    case("png 16 bits", png(deep, 2), want, bits=16, tolerance=1)
    case("tiff 16 bits", tiff(deep, None, 2), want, bits=16, tolerance=1)
    case("png 16 bits gray", png(levels[..., None], 0), want[..., :1].repeat(3, 2), bits=16, tolerance=1)


for part in (orientations, profiles, segments, alphas, depths):
    part()
json.dump(cases, sys.stdout, indent=0)
print()
