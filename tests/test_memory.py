"""What a run remembers of dossiers, and that it never trusts a memory that is not sure."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ocop.load.registry import Loaded, load
from tests.cases_of import REPOSITORY, SOUND

_OTHERS = 40


@pytest.fixture
def root(tmp_path: Path) -> Path:
    registry = tmp_path / "registry"
    shutil.copytree(SOUND, registry)
    for number in range(_OTHERS):
        folder = registry / "dossiers" / f"chu-the-mau-{number}"
        folder.mkdir()
        (folder / "producer.yml").write_text(
            f"schema: producer/1\nname: Chủ thể Mẫu {number}\nrecord:\n  standing: gathered\n", "utf-8"
        )
    return registry


def _loaded(root: Path) -> Loaded:
    return load(root, schemas_root=REPOSITORY, memory_path=root / ".cache" / "registry.msgpack")


def _files(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((root / ".cache").iterdir())}


def test_a_second_run_reads_nothing_and_says_the_same(root: Path) -> None:
    first, written = _loaded(root), _files(root)
    second = _loaded(root)
    assert second.reused == len(second.fingerprints)
    assert (second.registry, second.diagnostics) == (first.registry, first.diagnostics)
    assert second.fingerprints == first.fingerprints
    assert _files(root) == written


def test_one_changed_dossier_is_read_again_and_rewrites_one_file(root: Path) -> None:
    _loaded(root)
    written = _files(root)
    changed = root / "dossiers" / "chu-the-mau-7" / "producer.yml"
    changed.write_text(changed.read_text("utf-8").replace("Mẫu 7", "Mẫu Bảy"), "utf-8")
    again = _loaded(root)
    assert again.reused == len(again.fingerprints) - 1
    assert again.registry.producers["chu-the-mau-7"].name == "Chủ thể Mẫu Bảy"
    now = _files(root)
    assert len([name for name in now if now[name] != written.get(name)]) == 1
    assert _loaded(root).reused == len(again.fingerprints)


def test_a_deleted_dossier_is_forgotten(root: Path) -> None:
    before = _loaded(root)
    shutil.rmtree(root / "dossiers" / "chu-the-mau-7")
    after = _loaded(root)
    assert set(before.registry.producers) - set(after.registry.producers) == {"chu-the-mau-7"}
    assert b"dossiers/chu-the-mau-7/" not in b"".join(_files(root).values())
    assert _loaded(root).reused == len(after.fingerprints)


@pytest.mark.parametrize("damage", [b"", b"\xc1", b"\x81\xa7version\xa1x"])
def test_a_damaged_file_is_read_past(root: Path, damage: bytes) -> None:
    whole = _loaded(root)
    for path in (root / ".cache").iterdir():
        path.write_bytes(damage)
    again = _loaded(root)
    assert again.reused == 0
    assert again.registry == whole.registry


def test_a_memory_of_other_schemas_counts_for_nothing(root: Path) -> None:
    judge = root.parent / "judge"
    shutil.copytree(REPOSITORY / "schemas", judge / "schemas")
    memory = root / ".cache" / "registry.msgpack"
    load(root, schemas_root=judge, memory_path=memory)
    schema = judge / "schemas" / "product.schema.json"
    schema.write_text(schema.read_text("utf-8") + "\n", "utf-8")
    assert load(root, schemas_root=judge, memory_path=memory).reused == 0
