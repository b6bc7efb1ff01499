"""A full disk and a read-only folder: a clear error, and the store as it was."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from made_facts import DOCUMENT, disclosure
from places import ROOT

from benchmarks.kills import GONE, Known, look
from kb.store.embedded import Store
from loaders.triples import nquads

NOBODY = 65534

FILLER = """
import resource, sys
import kb.store.embedded
from benchmarks.kills import name, nquads
from kb.errors import StoreError
from kb.store.embedded import Incoming, Store
kb.store.BULK_CHARACTERS = int(sys.argv[2])
store = Store(sys.argv[1], ontology=False)
resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))
try:
    for version in range(1, 40):
        store.replace_all([Incoming(name(number), nquads(number, version)) for number in range(20)])
        print("reported", version, flush=True)
except StoreError as error:
    print(error)
    try:
        store.close()
    except StoreError as error:
        print("close:", error)
    sys.exit(5)
"""


STRANGER = """
import os, sys
import pyoxigraph
from kb.errors import StoreError
from kb.store.embedded import Store
os.seteuid(int(sys.argv[2]))
print(Store(sys.argv[1], read_only=True, ontology=False).documents())
for folder in (sys.argv[1], sys.argv[1] + "/new"):
    try:
        Store(folder, ontology=False)
    except StoreError as error:
        print(error)
"""


@pytest.mark.parametrize("bulk_characters", [1, 10**9], ids=["bulk", "one by one"])
def test_a_full_disk_is_stated_and_the_store_stays_as_it_was(tmp_path, bulk_characters):
    with Store(tmp_path, ontology=False) as store:
        store.replace(DOCUMENT, nquads(disclosure()))
        before = {str(quad) for graph in store.graphs() for quad in store.quads(graph)}
    command = [sys.executable, "-c", FILLER, str(tmp_path), str(bulk_characters)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 5, done.stderr
    assert f"{tmp_path}: 没有写成, 库仍是原样" in done.stdout
    versions = [int(line.split()[1]) for line in done.stdout.splitlines() if line.startswith("reported")]
    last = versions[-1] if versions else GONE
    everything = range(20)
    known = Known(dict.fromkeys(everything, last), {number: {max(last, 0) + 1} for number in everything})
    assert look(tmp_path, known)[1] == []
    with Store(tmp_path, ontology=False) as store:
        assert before <= {str(quad) for graph in store.graphs() for quad in store.quads(graph)}
        assert store.replace(DOCUMENT, nquads(disclosure(title="新"))).value == "replaced"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_a_folder_that_may_not_be_written_is_stated_and_can_be_read(tmp_path):
    tmp_path.chmod(0o755)
    for parent in tmp_path.parents:
        if parent == Path(tempfile.gettempdir()):
            break
        parent.chmod(0o755)
    with Store(tmp_path / "store", ontology=False) as store:
        store.replace(DOCUMENT, nquads(disclosure()))
    done = subprocess.run(
        [sys.executable, "-c", STRANGER, str(tmp_path / "store"), str(NOBODY)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    lines = done.stdout.splitlines()
    assert DOCUMENT in lines[0]
    assert "知识库打不开 (the store cannot be opened)" in lines[1]
    assert "知识库打不开 (the store cannot be opened)" in lines[2]


def test_a_command_on_a_full_disk_ends_in_one_sentence(tmp_path):
    """What cannot be saved is not saved once more when the command ends."""
    Store(tmp_path / "store").close()
    load = [sys.executable, "-m", "kb.cli", "--store", str(tmp_path / "store"), "load", "samples/hebei-tabs.txt"]
    small = ["bash", "-c", 'ulimit -f 100; exec "$@"', "-"]
    done = subprocess.run([*small, *load], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert done.stderr.rstrip().splitlines()[-1].startswith(f"Error: {tmp_path / 'store'}: ")
