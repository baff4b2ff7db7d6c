#!/usr/bin/python3
"""Writes small picture files of every kind, what PIL decodes them to, and pictures cropped, padded and resized by PIL.

    apt-get install --no-install-recommends python3-pil python3-numpy
    /usr/bin/python3 tests/Goldens/make_pictures.py

`NAME/file` is a file's bytes, `NAME/pixels` what it shows, [H, W, C]. Running the script again with the same PIL and libraries
writes the same bytes. (PIL 9.4.0, libjpeg-turbo 2.1.5, libwebp 1.2.4.)
"""
import io
import json
import pathlib
import struct
import zlib

import numpy as np
from PIL import Image, ImageOps

HERE = pathlib.Path(__file__).resolve().parent
WIDTH, HEIGHT = 19, 13
BACKGROUNDS = {"white": (255, 255, 255), "black": (0, 0, 0), "teal": (10, 130, 120)}
OUT = {}


def save(name):
    """A safetensors file of bytes: the header's length, the header as JSON, the data."""
    header, data = {}, b""
    for key in sorted(OUT):
        packed = np.ascontiguousarray(OUT[key]).tobytes()
        header[key] = {"dtype": "U8", "shape": list(OUT[key].shape), "data_offsets": [len(data), len(data) + len(packed)]}
        data += packed
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    (HERE / f"{name}.safetensors").write_bytes(struct.pack("<Q", len(text)) + text + data)


def photo(width, height, channels, bits=8):
    """Like a photograph: slopes, a soft spot, hard edges, a little noise."""
    y, x = np.mgrid[0:height, 0:width] / max(width, height)
    planes = []
    for channel in range(channels):
        random = np.random.default_rng([width, height, channels, channel])
        plane = (0.5 + 0.3 * np.sin(7 * x + 2 * channel) * np.cos(5 * y - channel)
                 + 0.3 * np.exp(-40 * ((x - 0.4) ** 2 + (y - 0.3) ** 2)))
        plane = (np.where((x - 0.7) ** 2 + (y - 0.5) ** 2 < 0.03, 0.15 + 0.3 * channel, plane)
                 + random.normal(0, 0.02, plane.shape))
        planes.append(plane)
    scale = 2 ** bits - 1
    return np.clip(np.stack(planes, -1) * scale, 0, scale).round().astype(np.uint16 if bits == 16 else np.uint8)


def image(array, mode=None):
    return Image.fromarray(array[..., 0] if array.shape[-1] == 1 else array, mode)


def pixels(picture):
    array = np.asarray(picture)
    return array[..., None] if array.ndim == 2 else array


def encode(picture, **options):
    stream = io.BytesIO()
    picture.save(stream, **options)
    return stream.getvalue()


def decode(file):
    """What PIL shows: upright, grey or RGB."""
    picture = ImageOps.exif_transpose(Image.open(io.BytesIO(file)))
    return picture if picture.mode in ("L", "RGB") else picture.convert("RGB")


def add(name, file, shown=None):
    OUT[f"{name}/file"] = np.frombuffer(file, np.uint8)
    OUT[f"{name}/pixels"] = pixels(decode(file)) if shown is None else shown


def add_opaque_and_not(name, file):
    """A file that is see-through, over each background, by PIL's own paste."""
    picture = Image.open(io.BytesIO(file))
    grey = picture.mode in ("L", "LA", "1")
    full = picture.convert("LA" if grey else "RGBA")
    OUT[f"{name}/file"] = np.frombuffer(file, np.uint8)
    for colour, background in BACKGROUNDS.items():
        base = Image.new("RGB", full.size, background).convert("L" if grey else "RGB")
        base.paste(full.convert(base.mode), mask=full.getchannel("A"))
        OUT[f"{name}/{colour}"] = pixels(base)


def png(width, height, bits, colour_type, rows):
    """A PNG by hand, for what PIL cannot write."""
    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
    header = struct.pack(">IIBBBBB", width, height, bits, colour_type, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")


def interlaced(array):
    """An Adam7 PNG of 8 bits, by hand."""
    rows = b""
    for top, left, down, right in [
            (0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2), (1, 0, 2, 1)]:
        rows += b"".join(b"\0" + row.tobytes() for row in array[top::down, left::right] if row.size)
    file = bytearray(png(array.shape[1], array.shape[0], 8, {1: 0, 2: 4, 3: 2, 4: 6}[array.shape[2]], rows))
    file[28] = 1
    file[29:33] = struct.pack(">I", zlib.crc32(bytes(file[12:29])))
    return bytes(file)


def exif(orientation):
    tags = Image.Exif()
    tags[0x0112] = orientation
    return tags.tobytes()


def jpegs(grey, colour):
    add("jpeg_grey", encode(image(grey), format="JPEG", quality=85))
    add("jpeg_colour", encode(image(colour), format="JPEG", quality=85))
    add("jpeg_full_colour", encode(image(colour), format="JPEG", quality=85, subsampling=0))
    add("jpeg_progressive", encode(image(colour), format="JPEG", quality=85, progressive=True))
    add("jpeg_progressive_grey", encode(image(grey), format="JPEG", quality=85, progressive=True))
    add("jpeg_inks", encode(image(255 - photo(WIDTH, HEIGHT, 4), "CMYK"), format="JPEG", quality=85))
    for orientation in range(1, 9):
        add(f"jpeg_turned_{orientation}", encode(image(colour), format="JPEG", quality=85, exif=exif(orientation)))


def pngs(grey, colour):
    add("png_grey", encode(image(grey), format="PNG"))
    add("png_colour", encode(image(colour), format="PNG"))
    add("png_one_bit", encode(image(grey).convert("1"), format="PNG"), pixels(image(grey).convert("1").convert("L")))
    add("png_palette", encode(image(colour).quantize(11), format="PNG"))
    add("png_interlaced", interlaced(colour))
    add("png_interlaced_grey", interlaced(grey))
    add("png_turned_6", encode(image(colour), format="PNG", exif=exif(6)))
    for name, channels, colour_type in [("png_grey_16", 1, 0), ("png_colour_16", 3, 2)]:
        deep = photo(WIDTH, HEIGHT, channels, bits=16)
        rows = b"".join(b"\0" + row.astype(">u2").tobytes() for row in deep)
        # PIL clips grey; these are the upper 8 bits.
        add(name, png(WIDTH, HEIGHT, 16, colour_type, rows), (deep >> 8).astype(np.uint8))


def see_through(grey, colour):
    opacity = photo(WIDTH, HEIGHT, 2)[..., 1:]
    opacity[:3], opacity[-3:] = 0, 255
    both = np.concatenate([colour, opacity], -1)
    add_opaque_and_not("png_colour_opacity", encode(image(both), format="PNG"))
    add_opaque_and_not("png_grey_opacity", encode(Image.fromarray(np.concatenate([grey, opacity], -1), "LA"), format="PNG"))
    add_opaque_and_not("png_interlaced_opacity", interlaced(both))
    palette = image(colour).quantize(9)
    add_opaque_and_not("png_palette_opacity", encode(palette, format="PNG", transparency=bytes([0, 80, 255, 160, 20])))
    add_opaque_and_not("webp_lossless_opacity", encode(image(both), format="WEBP", lossless=True))
    add_opaque_and_not("webp_lossy_opacity", encode(image(both), format="WEBP", quality=80))


def webps(colour):
    add("webp_lossy", encode(image(colour), format="WEBP", quality=80))
    add("webp_lossless", encode(image(colour), format="WEBP", lossless=True))
    add("webp_turned_8", encode(image(colour), format="WEBP", lossless=True, exif=exif(8)))


def others(grey, colour):
    add("gif_colour", encode(image(colour).quantize(16), format="GIF"))
    add("bmp_colour", encode(image(colour), format="BMP"))
    add("bmp_palette", encode(image(colour).quantize(16), format="BMP"))
    # Neither format tells grey from colour.
    add("bmp_grey", encode(image(grey), format="BMP"), np.repeat(grey, 3, -1))
    add_opaque_and_not("gif_opacity", encode(image(colour).quantize(9), format="GIF", transparency=3))


def refused(colour):
    """Files that are no still pictures of these formats."""
    OUT["refused_tiff/file"] = np.frombuffer(encode(image(colour), format="TIFF"), np.uint8)
    other = image(255 - colour)
    for name in ["webp", "gif"]:
        moving = encode(image(colour), format=name.upper(), save_all=True, append_images=[other], duration=100)
        OUT[f"refused_animated_{name}/file"] = np.frombuffer(moving, np.uint8)


def largest(width, height, other_width, other_height):
    """The largest part with the other's proportions, in whole pixels, half a pixel upwards, at least one."""
    wide = (2 * height * other_width + other_height) // (2 * other_height)
    high = (2 * width * other_height + other_width) // (2 * other_width)
    return min(width, max(1, wide)), min(height, max(1, high))


def fits():
    """`fit_WxHxC/picture`, and it as crop, pad and stretch make it; PIL resizes, and what is cut or added is centred."""
    for width, height, channels, to_width, to_height in [
            (61, 43, 3, 16, 16), (43, 61, 1, 16, 16), (40, 30, 3, 24, 32), (9, 7, 3, 16, 16),
            (7, 12, 1, 20, 10), (33, 33, 1, 32, 32)]:
        name, source = f"fit_{width}x{height}x{channels}_to_{to_width}x{to_height}", image(photo(width, height, channels))
        OUT[f"{name}/picture"] = pixels(source)
        OUT[f"{name}/stretch"] = pixels(source.resize((to_width, to_height), Image.BICUBIC))
        wide, high = largest(width, height, to_width, to_height)
        left, top = (width - wide) // 2, (height - high) // 2
        OUT[f"{name}/crop"] = pixels(
            source.crop((left, top, left + wide, top + high)).resize((to_width, to_height), Image.BICUBIC))
        wide, high = largest(to_width, to_height, width, height)
        padded = Image.new("RGB", (to_width, to_height), BACKGROUNDS["teal"]).convert(source.mode)
        padded.paste(source.resize((wide, high), Image.BICUBIC), ((to_width - wide) // 2, (to_height - high) // 2))
        OUT[f"{name}/pad"] = pixels(padded)


if __name__ == "__main__":
    shades, colours = photo(WIDTH, HEIGHT, 1), photo(WIDTH, HEIGHT, 3)
    jpegs(shades, colours)
    pngs(shades, colours)
    see_through(shades, colours)
    webps(colours)
    others(shades, colours)
    refused(colours)
    fits()
    save("pictures")
