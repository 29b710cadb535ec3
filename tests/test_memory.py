"""What a run remembers of dossiers, and that it never trusts a memory that is not sure."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ocop.load.registry import Loaded, load
from tests.cases_of import REPOSITORY, SOUND
from tests.synthetic import generate

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


@pytest.fixture(scope="module")
def applied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A registry of 40 products, four of which come with an application."""
    folder = tmp_path_factory.mktemp("applied")
    generate(folder, 40, 1)
    return folder


def test_applications_are_remembered_whole(applied: Path, tmp_path: Path) -> None:
    memory = tmp_path / "registry.msgpack"
    first, second, third = (load(applied, memory_path=memory) for _ in range(3))
    assert second.reused == third.reused == len(first.fingerprints)
    assert (second.registry, second.diagnostics) == (first.registry, first.diagnostics)
    assert third.registry == second.registry
    one, again = (
        next(one for one in loaded.registry.products.values() if one.applications)
        for loaded in (first, second)
    )
    assert (len(again.applications), again.applications[0]) == (1, one.applications[0])
    assert again.applications[0:1] == tuple(one.applications)
    assert repr(again.applications) == repr(one.applications)


def test_what_is_remembered_of_applications_is_written_again_as_it_stood(
    applied: Path, tmp_path: Path
) -> None:
    memory = tmp_path / "registry.msgpack"
    whole = load(applied, memory_path=memory)
    written = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    changed = [applied / producer.origin.path for producer in whole.registry.producers.values()]
    texts = [path.read_text("utf-8") for path in changed]
    for path, text in zip(changed, texts, strict=True):
        path.write_text(text + "\n", "utf-8")
    again = load(applied, memory_path=memory)
    for path, text in zip(changed, texts, strict=True):
        path.write_text(text, "utf-8")
    assert 0 < again.reused < len(again.fingerprints)
    assert all((tmp_path / name).read_bytes() != bytes_before for name, bytes_before in written.items())
    assert again.registry.products == whole.registry.products


def test_a_damaged_application_is_read_again(applied: Path, tmp_path: Path) -> None:
    memory = tmp_path / "registry.msgpack"
    whole = load(applied, memory_path=memory)
    for path in tmp_path.iterdir():
        path.write_bytes(path.read_bytes().replace(b"application.yml", b"application\xffyml"))
    again = load(applied, memory_path=memory)
    assert again.reused == len(whole.fingerprints) - 4
    assert again.registry == whole.registry
