"""Libraries that a plain install leaves out: which extra brings them, as one sentence instead of a traceback."""

from __future__ import annotations

import re
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

_REQUIREMENT = re.compile(r"(?P<name>[A-Za-z0-9._-]+).*extra\s*==\s*[\"'](?P<extra>[a-z-]+)[\"']")
_FOR_DEVELOPERS = "dev"


def missing_library(module: str | None) -> str:
    """What to install where an import failed: the extra that brings the module, else the module itself."""
    top = (module or "").partition(".")[0]
    wanted = IMPORT_NAMES.get(top, top).replace("_", "-").lower()
    extras = [
        match["extra"]
        for line in metadata.requires("yusuan-kb") or ()
        if (match := _REQUIREMENT.match(line)) and match["name"].lower() == wanted and match["extra"] != _FOR_DEVELOPERS
    ]
    package = f"'yusuan-kb[{extras[0]}]'" if extras else wanted
    return f"缺少 {top} (a library is missing): pip install {package}"
