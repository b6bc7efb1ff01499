"""Libraries that a plain install leaves out: which extra brings them, as one sentence instead of a traceback."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from importlib import metadata

IMPORT_NAMES = {
    "docx": "python-docx",
    "multipart": "python-multipart",
    "python_multipart": "python-multipart",
    "matplotlib": "matplotlib",
    "pyshacl_turbo": "pyshacl-turbo",
    "rapidocr_onnxruntime": "rapidocr-onnxruntime",
}
"""Libraries that are imported under another name than they are installed by."""

_NAME = re.compile(r"[A-Za-z0-9._-]++")
_EXTRA = re.compile(r"\bextra *+== *+[\"'](?P<extra>[a-z-]++)[\"']")
_FOR_DEVELOPERS = "dev"


def missing_library(module: str | None) -> str:
    """What to install where an import failed: the smallest extra that brings the module, else the module itself."""
    top = (module or "").partition(".")[0]
    wanted = IMPORT_NAMES.get(top, top).replace("_", "-").lower()
    brings = list(_requirements())
    sizes = Counter(extra for _, extra in brings)
    extras = sorted((sizes[extra], extra) for name, extra in brings if name == wanted and extra != _FOR_DEVELOPERS)
    package = f"'yusuan-kb[{extras[0][1]}]'" if extras else wanted
    return f"缺少 {top} (a library is missing): pip install {package}"


def _requirements() -> Iterator[tuple[str, str]]:
    """What the installed package asks for by an extra: name of the distribution, name of the extra."""
    for line in metadata.requires("yusuan-kb") or ():
        name, extra = _NAME.match(line), _EXTRA.search(line)
        if name and extra:
            yield name[0].lower(), extra["extra"]
