"""Whether tests can have LibreOffice turn a document into another format."""

from __future__ import annotations

import shutil

import pytest

from loaders.readers.doc import has_writer

PROGRAM = shutil.which("soffice")
needs_libreoffice = pytest.mark.skipif(PROGRAM is None, reason="LibreOffice (soffice) is not installed")
needs_writer = pytest.mark.skipif(
    PROGRAM is None or not has_writer(PROGRAM), reason="LibreOffice Writer is not installed"
)
