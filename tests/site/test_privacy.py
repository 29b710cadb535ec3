"""Nothing that is not for the public is in the site: no word, no figure, no byte that depends on it."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from ocop.load.registry import load
from ocop.site.build import build
from tests.repositories import committed, git, initialised
from tests.site import pictures
from tests.site.every_state import AS_OF, REPOSITORY, surroundings
from tests.site.mini import tree
from tests.site.planted import FORMS, PRODUCER, TABLES, Planter, plant

_WORD = re.compile(rb"qz[xy][0-9]{3}jvk")
_ZLIB = re.compile(rb"\x78[\x01\x5e\x9c\xda]")
_MOST = 20_000_000


def forms_of(content: bytes, depth: int = 0) -> Iterator[bytes]:
    """A file as it stands and as whoever unpacks it sees it: gzip, zip (xlsx), and zlib inside anything."""
    yield content
    if depth > 3:
        return
    if content.startswith(b"\x1f\x8b"):
        yield from forms_of(gzip.decompress(content), depth + 1)
    elif zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for name in packed.namelist():
                yield name.encode()
                yield from forms_of(packed.read(name), depth + 1)
    if b"\0" in content:
        for start in _ZLIB.finditer(content):
            try:
                unpacked = zlib.decompressobj().decompress(content[start.start() :], _MOST)
            except zlib.error:
                continue
            yield from forms_of(unpacked, depth + 1)


def words_in(content: bytes) -> set[str]:
    """The planted words in a file, in whatever form and in any letter case, UTF-16 included."""
    return {
        found.decode()
        for form in forms_of(content)
        for text in (form, form.replace(b"\0", b""))
        for found in _WORD.findall(text.lower())
    }


def files(folder: Path) -> dict[str, bytes]:
    """Every file of a site by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def planter() -> Planter:
    return Planter()


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory, planter: Planter) -> Path:
    root = surroundings(tmp_path_factory.mktemp("planted"))
    plant(root, planter)
    return root


@pytest.fixture(scope="module")
def site(root: Path) -> Path:
    return build(root, as_of=AS_OF, read=partial(load, root), workers=1).output


def test_every_field_that_is_not_public_is_planted_and_read(root: Path, planter: Planter) -> None:
    """The test below would prove nothing if the schemas refused what was planted."""
    loaded = load(root)
    early_families = re.compile("OCOP-[0123]")
    assert not [one for one in loaded.diagnostics if early_families.match(one.code.id)]
    names = {where.rpartition(" ")[0] for where in planter.planted}
    free = set()
    for form in FORMS:
        schema = json.loads((REPOSITORY / f"schemas/{form}.schema.json").read_text("utf-8"))
        free |= {f"{form}.{path}" for path in _free_text(schema["properties"])}
    assert free <= names, sorted(free - names)
    assert len(free) >= 40
    for table in TABLES:
        described = json.loads((REPOSITORY / f"schemas/{table}.table.json").read_text("utf-8"))
        columns = [column["name"] for column in described["fields"] if _is_free(column)]
        for column in columns:
            assert any(re.fullmatch(rf"{table}\.(\w+\.)?{column}", name) for name in names), (table, column)
    known = repr(loaded.registry)
    read = {where for where, word in planter.planted.items() if word in known}
    assert len({planter.planted[where] for where in read}) >= 200
    assert {where.partition(".")[0] for where in read} >= {*FORMS, "evidence", "evaluations", "history"}
    on_disk = words_in(b"".join(files(root / "dossiers").values()))
    assert on_disk == {word for word in planter.planted.values() if word.startswith("qz")}


def _free_text(properties: dict[str, dict[str, object]], prefix: str = "") -> Iterator[str]:
    for name, one in properties.items():
        inner = one.get("properties")
        if isinstance(inner, dict):
            yield from _free_text(inner, f"{prefix}{name}.")
        elif one.get("type") == "string" and one.get("x-visibility") != "public" and "maxLength" in one:
            yield f"{prefix}{name}"


def _is_free(column: dict[str, object]) -> bool:
    limits = column.get("constraints", {})
    assert isinstance(limits, dict)
    return column["type"] == "string" and "maxLength" in limits and "pattern" not in limits


def test_no_planted_word_or_figure_is_anywhere_in_the_site(site: Path, planter: Planter) -> None:
    digests = [word for word in planter.planted.values() if len(word) == 64]
    figures = [re.escape(one).replace(r"\.", "[.,]").encode() for one in planter.figures.values()]
    figure = re.compile(rb"(?<![0-9.,])(?:" + b"|".join(figures) + rb")(?![0-9])")
    assert len(set(planter.planted.values())) >= 400
    assert len(digests) >= 8
    assert len(set(planter.figures.values())) >= 15
    found = []
    for path, content in files(site).items():
        found += [f"{path}: {word}" for word in (*words_in(content), *words_in(path.encode()))]
        found += [f"{path}: {digest}" for digest in digests if digest.encode() in content.lower()]
        if b"\0" not in content:
            found += [f"{path}: {one.decode()}" for one in figure.findall(content)]
    assert found == []
    assert (site / f"san-pham/{PRODUCER}/dang-xet/index.html").is_file()
    assert (site / "du-lieu/products.json").is_file()
    shown = list((site / f"san-pham/{PRODUCER}/dang-xet").glob("anh-*.webp"))
    assert len(shown) == 4, "three pictures, one of them in two sizes"
    assert b"GPS" not in b"".join(path.read_bytes() for path in shown)


def test_no_byte_of_the_site_depends_on_what_is_not_public(root: Path, site: Path) -> None:
    """Registries that differ only in internal fields, figures, days and pictures' metadata give one site."""
    before = tree(site)
    other = root.parent / "other"
    surroundings(other)
    second = Planter(edition=1)
    plant(other, second)
    built = build(other, as_of=AS_OF, read=partial(load, other), workers=1).output
    assert tree(built) == before
    assert not set(second.planted.values()) & set(Planter().planted.values())
    assert not words_in(b"".join(files(built).values()))


def test_an_application_that_came_to_nothing_leaves_no_trace(site: Path) -> None:
    data = json.loads((site / "du-lieu/products.json").read_text("utf-8"))
    products = {row["id"].partition("/")[2]: row for row in data}
    failed, draft = products["khong-dat"], products["ban-nhap"]
    told = ("state", "star", "since", "until", "decided_on", "decision", "change_points")
    assert {key: failed[key] for key in told} == {key: draft[key] for key in told}
    assert failed["change_points"] == "-:not_recognised"
    assert (products["co-sao"]["star"], products["dang-xet"]["state"]) == (3, "under_review")
    history = csv.DictReader((site / "du-lieu/history.csv").read_text("utf-8-sig").splitlines())
    rows = [(row["product_id"].partition("/")[2], row["event"]) for row in history]
    assert rows == [("co-sao", "recognised"), ("dang-xet", "submitted"), ("dang-xet", "forwarded")]
    for name, word in (("khong-dat", "Nộp hồ sơ"), ("co-sao", "Nộp hồ sơ ngày"), ("dang-xet", "Hội đồng đã")):
        page = (site / f"san-pham/{PRODUCER}/{name}/index.html").read_text("utf-8")
        assert word not in page, name


def test_what_was_taken_out_is_in_no_byte_of_the_site(tmp_path: Path) -> None:
    """Git keeps internal values of the past and free text since taken out; the site's histories do not."""
    root, now, past = surroundings(tmp_path / "tree"), Planter(), Planter(edition=1)
    (root / ".gitignore").write_text("/site\n/.cache\n", "utf-8")
    initialised(root)
    plant(root, now)
    committed(root)
    folder = root / "dossiers" / PRODUCER
    clean = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    plant(root, past)
    producer, product = folder / "producer.yml", folder / "co-sao/product.yml"
    producer.write_text(
        producer.read_text("utf-8").replace("HTX Giữ kín", past.phrase("producer.name"))
        + f"stated_type: {past.phrase('producer.stated_type')}\n"
        f"website: https://{past.word('producer.website')}.example.vn/\n"
        f"former_names:\n  - name: {past.phrase('producer.former_names.name')}\n",
        "utf-8",
    )
    product.write_text(
        product.read_text("utf-8").replace("Sản phẩm co-sao", past.phrase("product.name"))
        + f"  note: {past.phrase('product.record.note')}\n"
        f"other_names: [{past.phrase('product.other_names')}]\npacks: [{past.phrase('product.packs')}]\n"
        f"summary: {past.phrase('product.summary')}\n"
        f"shop_links: ['https://{past.word('product.shop_links')}.example.vn/']\n"
        f"trace_links: ['https://{past.word('product.trace_links')}.example.vn/']\n"
        f"certificates:\n  - name: {past.phrase('product.certificates.name')}\n"
        f"    number: {past.phrase('product.certificates.number')}\n"
        f"    issuer: {past.phrase('product.certificates.issuer')}\n"
        f"    source: https://{past.word('product.certificates.source')}.example.vn/\n",
        "utf-8",
    )
    history = folder / "co-sao/history.csv"
    source = f"{past.phrase('history.source')},{past.word('history.note')}"
    public = (
        history.read_text("utf-8")
        .replace("31/QĐ-CÔNG-KHAI", past.phrase("history.decision"))
        .replace("https://example.vn/cong-khai,", source)
    )
    history.write_text(public, "utf-8")
    (folder / "co-sao/story.md").write_text(past.phrase("product.story"), "utf-8")
    named = {"GIT_AUTHOR_NAME": past.word("author"), "GIT_COMMITTER_EMAIL": f"{past.word('committer')}@x.vn"}
    git(root, "add", "-A", "-f", "dossiers")
    git(root, "commit", "-q", "-m", past.phrase("message"), who=named)
    (folder / "co-sao/story.md").unlink()
    for path, content in clean.items():
        path.write_bytes(content)
    git(root, "add", "-A", "-f", "dossiers")
    git(root, "commit", "-q", "-m", past.phrase("message"))
    built = build(root, as_of=AS_OF, read=partial(load, root), workers=1).output
    found = {
        f"{path}: {word}"
        for path, content in files(built).items()
        for word in (*words_in(content), *words_in(path.encode()))
    }
    assert found == set()
    page = (built / f"san-pham/{PRODUCER}/co-sao/index.html").read_text("utf-8")
    assert "từ đó đã sửa 2 lần" in page
    for line in ("Giới thiệu ngắn: đã bỏ", "Chủ thể</strong> – Tên chủ thể: đổi thành “HTX Giữ kín”"):
        assert line in page
    for name in ("khong-dat", "ban-nhap"):
        page = (built / f"san-pham/{PRODUCER}/{name}/index.html").read_text("utf-8")
        assert "từ đó đã sửa 2 lần" in page, "of its producer alone"
        assert page.count('class="timeline__when"') == 2


def test_no_byte_of_a_history_depends_on_what_is_not_public(tmp_path: Path) -> None:
    """But for the ids of commits, which are digests of everything that Git keeps."""
    trees = []
    for edition in range(2):
        root = surroundings(tmp_path / str(edition))
        (root / ".gitignore").write_text("/site\n/.cache\n", "utf-8")
        initialised(root)
        for number in range(3):
            plant(root, Planter(edition=edition if number < 2 else 0))
            if number:
                product = root / "dossiers" / PRODUCER / "co-sao/product.yml"
                text = product.read_text("utf-8").replace("Sản phẩm co-sao", f"Tên {number}")
                product.write_text(text, "utf-8")
            committed(root)
        output = build(root, as_of=AS_OF, read=partial(load, root), workers=1).output
        trees.append(
            {
                path: re.sub(rb"\b(?:[0-9a-f]{40}|[0-9a-f]{10})\b", b"ID", content)
                for path, content in files(output).items()
            }
        )
    assert trees[0] == trees[1]
    assert any(b"Phi\xc3\xaan b\xe1\xba\xa3n <code>ID</code>" in content for content in trees[0].values())


@pytest.mark.parametrize("picture", [pictures.jpeg, pictures.png, pictures.webp])
@pytest.mark.parametrize("packing", ["plain", "gzip", "xlsx"])
def test_the_search_finds_what_hides_in_a_picture_or_a_packed_file(picture: object, packing: str) -> None:
    planter = Planter()
    assert callable(picture)
    content: bytes = picture(planter.word)
    if packing == "gzip":
        content = gzip.compress(content)
    elif packing == "xlsx":
        whole = io.BytesIO()
        with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("xl/media/image1", content)
        content = whole.getvalue()
    assert words_in(content) == set(planter.planted.values())
    assert len(planter.planted) >= 8
