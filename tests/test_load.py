"""Reading a tree: everything once, nothing twice, and the same report whatever the disk's order."""

from __future__ import annotations

import os
import random
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

import pytest

from ocop.diagnostics import Severity
from ocop.load import dossiers, memory, registry
from ocop.load.registry import Loaded, LoadError, find_root, load
from ocop.load.tree import FolderTree, weight
from tests.cases_of import REPOSITORY, SOUND, follow, read, refusing
from tests.synthetic import generate

PRODUCER = Path("dossiers/hop-tac-xa-mau")
PRODUCT = PRODUCER / "ca-phe-mau"
ID = "hop-tac-xa-mau/ca-phe-mau"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A sound registry, and beside it a few faulty dossiers."""
    root = tmp_path / "registry"
    shutil.copytree(SOUND, root)
    for name, text in (("che-mau", "name: [\n"), ("mat-ong-mau", "schema: product/1\nnmae: Mật ong\n")):
        (root / PRODUCER / name).mkdir()
        (root / PRODUCER / name / "product.yml").write_text(text, "utf-8")
    return root


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """Where the memory stands."""
    return tmp_path / "memory" / "registry.msgpack"


def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths that are opened from now on."""
    paths: list[str] = []
    reading = FolderTree.read

    def noting(tree: FolderTree, path: str, limit: int) -> bytes:
        if path.startswith("dossiers/"):
            paths.append(path)
        return reading(tree, path, limit)

    monkeypatch.setattr(FolderTree, "read", noting)
    return paths


def parts(kept: Path) -> list[Path]:
    """The files that share the memory; the products of one producer lie in one."""
    return sorted(kept.parent.iterdir())


def same(one: Loaded, other: Loaded) -> bool:
    """Whether two readings say the same, places and facts included."""
    return (
        one.registry == other.registry
        and one.diagnostics == other.diagnostics
        and one.fingerprints == other.fingerprints
    )


# --- what is read


def test_a_registry_is_read_into_values(root: Path) -> None:
    loaded = read(root)
    assert list(loaded.registry.producers) == ["hop-tac-xa-mau"]
    product = loaded.registry.products[ID]
    assert product.producer_id == "hop-tac-xa-mau"
    assert product.origin.at("place.commune").line == 5
    assert [event.origin.at("star").column for event in product.events] == [40]
    assert 2026 in loaded.plans


def test_a_story_and_pictures_count_in_the_fingerprint(root: Path) -> None:
    before = read(root).fingerprints[ID]
    follow({"text": {f"{PRODUCT}/story.md": "Câu chuyện mẫu\n"}}, root)
    with_story = read(root).fingerprints[ID]
    follow({"text": {f"{PRODUCT}/images/anh.jpg": "một"}}, root)
    with_picture = read(root).fingerprints[ID]
    follow({"text": {f"{PRODUCT}/images/anh.jpg": "hai"}}, root)
    assert len({before, with_story, with_picture, read(root).fingerprints[ID]}) == 4


def test_no_folder_of_dossiers_is_an_empty_registry(tmp_path: Path) -> None:
    loaded = read(tmp_path)
    assert loaded.registry.products == {}
    assert loaded.diagnostics == ()


def test_a_missing_schema_is_the_tools_fault(tmp_path: Path) -> None:
    with pytest.raises(LoadError, match=r"^schemas/"):
        load(tmp_path)


def test_the_root_is_found_from_below(tmp_path: Path) -> None:
    (tmp_path / "schemas").mkdir()
    (tmp_path / "dossiers" / "a" / "b").mkdir(parents=True)
    assert find_root(tmp_path / "dossiers" / "a" / "b") == tmp_path
    with pytest.raises(LoadError, match="không thấy kho hồ sơ"):
        find_root(tmp_path.parent)


@pytest.mark.parametrize(
    ("size", "shown"), [(0, "0 B"), (1023, "1023 B"), (1024, "1 KB"), (5 * 1024 * 1024, "5,0 MB")]
)
def test_weights_are_said_as_people_read_them(size: int, shown: str) -> None:
    assert weight(size) == shown


def test_a_long_name_stays_whole_in_its_path(root: Path) -> None:
    name = "a" * 100
    follow({"text": {f"{PRODUCT}/{name}\u202e.txt": "x"}}, root)
    (found,) = (one for one in read(root).diagnostics if one.code.id == "OCOP-109")
    assert found.where.path == f"{PRODUCT}/{name}\\u202e.txt"


def test_a_document_refused_by_its_name_is_not_called_missing(root: Path) -> None:
    follow({"delete": {f"{PRODUCT}/product.yml": ""}, "symlink": {f"{PRODUCT}/product.yml": "x"}}, root)
    codes = [one.code.id for one in read(root).diagnostics if one.where.path.startswith(f"{PRODUCT}")]
    assert codes == ["OCOP-101"]


# --- order


class Shuffled:
    """A folder listing in an order of its own."""

    def __init__(self, entries: Iterator[os.DirEntry[str]], chance: random.Random) -> None:
        self.entries = list(entries)
        chance.shuffle(self.entries)

    def __enter__(self) -> Iterator[os.DirEntry[str]]:
        return iter(self.entries)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None


def test_the_report_does_not_depend_on_the_order_of_the_disk(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    follow({"text": {f"{PRODUCT}/{name}": "x" for name in ("Story.md", "story.md", "b.txt", "a.txt")}}, root)
    shutil.copytree(root / PRODUCT, root / PRODUCER / "ca-phe-mau-2")
    expected = read(root)
    listing = os.scandir
    for seed in range(5):
        chance = random.Random(seed)  # noqa: S311 - no secret
        monkeypatch.setattr(os, "scandir", lambda path, chance=chance: Shuffled(listing(path), chance))
        shuffled = read(root)
        assert same(shuffled, expected)
        assert list(shuffled.registry.products) == list(expected.registry.products)


# --- memory


def test_a_second_run_opens_nothing_and_says_the_same(
    root: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = read(root, memory_path=kept)
    assert fresh.reused == 0
    paths = opened(monkeypatch)
    again = read(root, memory_path=kept)
    assert paths == []
    assert again.reused == 4
    assert same(again, fresh)
    assert same(again, read(root))


def test_only_what_changed_is_read_again(root: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read(root, memory_path=kept)
    follow({"text": {f"{PRODUCER}/che-mau/product.yml": "name: (\n"}}, root)
    paths = opened(monkeypatch)
    again = read(root, memory_path=kept)
    assert paths == [f"{PRODUCER}/che-mau/product.yml"]
    assert again.reused == 3
    monkeypatch.undo()
    assert same(again, read(root))


@pytest.mark.parametrize(
    "change",
    [
        {"delete": {f"{PRODUCT}/history.csv": ""}},
        {"text": {f"{PRODUCT}/story.md": "Câu chuyện\n"}},
        {"text": {f"{PRODUCT}/stray.txt": ""}},
        {"mode": {f"{PRODUCT}/history.csv": "755"}},
        {"folder": {f"{PRODUCT}/images": 10}},
        {"symlink": {f"{PRODUCT}/story.md": "x"}},
        {"delete": {f"{PRODUCER}/che-mau": ""}},
        {"text": {f"{PRODUCER}/tra-mau/product.yml": ""}},
    ],
    ids=lambda change: " ".join(f"{key} {Path(path).name}" for key in change for path in change[key]),
)
def test_what_is_remembered_never_hides_a_change(
    change: dict[str, dict[str, str | int]], root: Path, kept: Path
) -> None:
    before = read(root, memory_path=kept)
    follow(change, root)
    after = read(root, memory_path=kept)
    assert not same(after, before)
    assert same(after, read(root))
    assert same(read(root, memory_path=kept), after)


def test_a_file_of_the_same_size_changed_in_place_is_read_again(root: Path, kept: Path) -> None:
    read(root, memory_path=kept)
    path = root / PRODUCT / "product.yml"
    path.write_text(path.read_text("utf-8").replace("Thử Nghiệm", "Mới Nghiệm"), "utf-8")
    assert read(root, memory_path=kept).registry.products[ID].name == "Cà phê Mẫu Mới Nghiệm"


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"\xff" * 100,
        b"\x81\xa7version\xa1x",
        b"\xc1",
        b"\x91" * 100_000,
    ],
    ids=["empty", "noise", "cut short", "no such byte", "nested without end"],
)
def test_a_damaged_memory_is_no_memory(damage: bytes, root: Path, kept: Path) -> None:
    fresh = read(root, memory_path=kept)
    for part in parts(kept):
        part.write_bytes(damage)
    again = read(root, memory_path=kept)
    assert again.reused == 0
    assert same(again, fresh)
    assert read(root, memory_path=kept).reused == 4


def test_a_memory_cut_anywhere_is_no_memory(root: Path, kept: Path) -> None:
    read(root, memory_path=kept)
    (part,) = parts(kept)
    whole = part.read_bytes()
    for length in range(0, len(whole), max(1, len(whole) // 40)):
        part.write_bytes(whole[:length])
        assert memory.remembered(kept, "any") == {}


def test_a_memory_of_another_version_is_no_memory(
    root: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(root, memory_path=kept)
    monkeypatch.setattr(registry, "_version", lambda _judge: "another")
    assert read(root, memory_path=kept).reused == 0


def test_a_memory_that_cannot_be_written_is_no_failure(root: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    assert read(root, memory_path=tmp_path / "file" / "registry.msgpack").reused == 0


def test_what_the_machine_refused_once_is_tried_again(root: Path, kept: Path) -> None:
    with refusing({f"{PRODUCT}/product.yml": 13}):
        refused = read(root, memory_path=kept)
    assert "OCOP-901" in {one.code.id for one in refused.diagnostics}
    again = read(root, memory_path=kept)
    assert ID in again.registry.products
    assert again.reused == 3


# --- read by several processes


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="needs a system that forks without harm")
def test_several_workers_read_what_one_reads(
    tmp_path: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "registry"
    generate(root, 80, 7)
    for number, document in enumerate(sorted(root.glob("dossiers/*/*/product.yml"))[::9]):
        document.write_text(("name: [\n", "schema: product/1\nnmae: Chè\n", "")[number % 3], "utf-8")
    monkeypatch.setattr(dossiers, "_BATCH", 7)
    alone = load(root, workers=1)
    assert len({one.code.id for one in alone.diagnostics}) > 1
    assert any(product.applications for product in alone.registry.products.values())
    shared = load(root, memory_path=kept, workers=3)
    assert same(shared, alone)
    again = load(root, memory_path=kept, workers=3)
    assert again.reused > 80
    assert same(again, alone)


# --- the repository itself


def test_the_repositorys_own_schemas_and_lists_are_sound() -> None:
    found = [one for one in read(REPOSITORY).diagnostics if one.where.path.startswith(("schemas/", "plan/"))]
    assert [one for one in found if one.code.severity is Severity.ERROR] == []
