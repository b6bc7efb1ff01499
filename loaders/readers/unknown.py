"""Files that no reader takes: what they are, by their first bytes, and what to do with them."""

from __future__ import annotations

import re

from loaders.readers.office import kind_of

_MAGIC = (
    (b"Rar!", "RAR 压缩包，请先解压", "a RAR archive, unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "7z 压缩包，请先解压", "a 7z archive, unpack it first"),
    (b"\x1f\x8b", "gzip 压缩文件，请先解压", "packed by gzip, unpack it first"),
    (b"BZh", "bzip2 压缩文件，请先解压", "packed by bzip2, unpack it first"),
    (b"\xfd7zXZ", "xz 压缩文件，请先解压", "packed by xz, unpack it first"),
)
_PICTURES = re.compile(rb"\x89PNG|\xff\xd8\xff|GIF8|BM.{4}\0\0\0\0|II\*\0|MM\0\*|RIFF.{4}WEBP", re.DOTALL)
_PACKAGES = {
    "ofd": ("OFD 版式文件，请另存为 PDF 再载入", "an OFD file, save it as PDF"),
    "ppt": ("PowerPoint 演示文稿，请另存为 PDF 再载入", "a PowerPoint presentation, save it as PDF"),
    "visio": ("Visio 绘图，请另存为 PDF 再载入", "a Visio drawing, save it as PDF"),
    "opendocument.presentation": ("ODP 演示文稿，请另存为 PDF 再载入", "an ODP presentation, save it as PDF"),
    "opendocument.graphics": ("ODG 绘图，请另存为 PDF 再载入", "an ODG drawing, save it as PDF"),
}


def advice(data: bytes) -> str:
    """One sentence about a file that is not read: `这是 OFD 版式文件，请另存为 PDF 再载入 / …`."""
    for magic, chinese, english in _MAGIC:
        if data.startswith(magic):
            return f"这是 {chinese} / {english}"
    if _PICTURES.match(data):
        return "这是图片，请先做文字识别（OCR）再载入 / a picture, run text recognition (OCR) first"
    if kind := kind_of(data):
        chinese, english = _PACKAGES.get(
            kind, (f"{kind} 文件，请另存为 PDF 再载入", f"a file of {kind}, save it as PDF")
        )
        return f"这是 {chinese} / {english}"
    return "不认识的文件格式 / no reader knows this file format"
