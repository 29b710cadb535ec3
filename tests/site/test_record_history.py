"""What was put right in a record: every real change once, none that is form, nothing behind the fence."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from ocop.load.histories import Histories, histories
from ocop.load.registry import load
from ocop.site.page import SiteInput
from ocop.site.views.record_history import RecordHistory
from ocop.site.views.world import World
from tests.repositories import git
from tests.site.every_state import AS_OF, HEADER, REPOSITORY
from tests.site.replay import Keeper
from tests.site.worlds import BASE_URL

_COMMITS = 200


def world_of(root: Path, past: Histories | None = None) -> World:
    """The world of the records on disk, with the past that Git has."""
    loaded = load(root, schemas_root=REPOSITORY)
    return World(
        SiteInput(
            registry=loaded.registry,
            law=loaded.law,
            plans={},
            diagnostics=(),
            fingerprints=loaded.fingerprints,
            as_of=AS_OF,
            base_url=BASE_URL,
            notice_shown=True,
            histories=histories(root) if past is None else past,
        ),
        REPOSITORY,
    )


def told(world: World) -> dict[str, RecordHistory]:
    """The history of every record on the site."""
    registry = world.site.registry
    found = {
        key: world.record_histories.of_product(one, registry.producers.get(one.producer_id))
        for key, one in registry.products.items()
    }
    return found | {key: world.record_histories.of_producer(one) for key, one in registry.producers.items()}


def beginnings(history: RecordHistory) -> list[tuple[str, frozenset[str]]]:
    """By commit, the oldest first, how each line begins; what is the producer's begins with `Chủ thể/`."""
    found = []
    for revision in reversed(history.revisions):
        lines = {revision.heading} - {""}
        for one in revision.amendments:
            field = one.text.partition(":")[0]
            lines.add(f"Chủ thể/{field}" if one.subject == "Chủ thể" else one.subject or field)
        found.append((revision.commit, frozenset(lines)))
    return found


# --- a life of 200 commits ------------------------------------------------------------------------


@pytest.fixture(scope="module", params=[1, 2])
def keeper(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Keeper:
    """Somebody who has made 200 commits of every kind."""
    keeper = Keeper(tmp_path_factory.mktemp("life"), request.param)
    keeper.begin(4, 4)
    keeper.live(_COMMITS)
    return keeper


def test_every_real_change_is_told_once_and_form_never(keeper: Keeper) -> None:
    world = world_of(keeper.root)
    found = told(world)
    assert set(found) == {*keeper.products, *keeper.producers}
    order = git(keeper.root, "rev-list", "--first-parent", "--reverse", "HEAD").split()
    assert len(order) == _COMMITS + 1
    for key, history in found.items():
        expected = dict(keeper.expected[key])
        producer, _, product = key.partition("/")
        if product:
            born = git(keeper.root, "log", "--first-parent", "--reverse", "--diff-filter=A", "--format=%H",
                       "HEAD", "--", f"dossiers/{key}/product.yml").split()[0]  # fmt: skip
            for commit, lines in keeper.expected[producer]:
                if order.index(commit) > order.index(born):
                    named = frozenset(f"Chủ thể/{line}" for line in lines)
                    expected[commit] = expected.get(commit, frozenset()) | named
        assert beginnings(history) == sorted(expected.items(), key=lambda one: order.index(one[0])), key
    entries = sum(len(keeper.expected[key]) for key in found)
    assert entries >= 70
    assert sum(keeper.kinds.values()) == _COMMITS
    assert keeper.kinds["formatting"] + keeper.kinds["fmt"] >= 40


def test_a_memory_that_grows_says_what_reading_all_says(keeper: Keeper, tmp_path: Path) -> None:
    whole = histories(keeper.root)
    memory, clone = tmp_path / "memory", tmp_path / "clone"
    git(tmp_path, "clone", "-q", keeper.root.as_uri(), str(clone))
    order = git(clone, "rev-list", "--first-parent", "--reverse", "HEAD").split()
    for number in (0, 1, 60, 61, 199, 150, 200, 200):
        git(clone, "checkout", "-q", order[number])
        found = histories(clone, memory_path=memory, version="1")
        assert found == histories(clone), number
    assert histories(clone) == whole
    assert histories(clone, memory_path=memory, version="2") == whole
    memory.write_bytes(memory.read_bytes()[:-9])
    assert histories(clone, memory_path=memory, version="2") == whole, "a damaged memory is no memory"


# --- one change at a time -------------------------------------------------------------------------

_PRODUCT = "htx-mau/gao"
_RECORD = "record:\n  standing: gathered\n"
_RECOGNISED = (
    "2023-01-16,2022,recognised,province,1,,3,15/QĐ-UBND,quang_tri_people_committee,,,,,,{source},{note}"
)
_SOURCE = "https://nguon.example.vn/a"


@dataclass(slots=True)
class Book:
    """A repository with one producer and one product, whose files a test writes commit by commit."""

    root: Path
    _moment: int = 1_767_225_600

    def write(self, *, at: int | None = None, producer: str = "", **files: str | None) -> str:
        """Write or (None) delete files of the product, `_` standing for the last dot, and commit them."""
        for name, text in files.items():
            stem, _, suffix = name.rpartition("_")
            path = self.root / "dossiers" / _PRODUCT / f"{stem.replace('__', '/')}.{suffix}"
            path.parent.mkdir(parents=True, exist_ok=True)
            if text is None:
                path.unlink()
            else:
                path.write_text(text, "utf-8")
        if producer:
            path = self.root / "dossiers/htx-mau/producer.yml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(producer, "utf-8")
        self._moment = at or self._moment + 86_400
        git(self.root, "add", "-A")
        stamp = {"GIT_COMMITTER_DATE": f"{self._moment} +0000"}
        git(self.root, "commit", "-q", "--allow-empty", "-m", "Một lần", who=stamp)
        return git(self.root, "rev-parse", "HEAD")

    def history(self, key: str = _PRODUCT) -> RecordHistory:
        """What the site tells of a record."""
        return told(world_of(self.root))[key]

    def lines(self, key: str = _PRODUCT) -> list[list[str]]:
        """The lines of each revision, the latest first, as people read them."""
        return [
            [revision.heading] * bool(revision.heading)
            + [f"{one.subject} – {one.text}" if one.subject else one.text for one in revision.amendments]
            for revision in self.history(key).revisions
        ]


def product(name: str = "Gạo", more: str = "") -> str:
    """A product.yml."""
    return f"schema: product/1\nname: {name}\n{more}{_RECORD}"


def producer(name: str = "HTX Mẫu", more: str = "", kind: str = "cooperative") -> str:
    """A producer.yml."""
    return f"schema: producer/1\nname: {name}\ntype: {kind}\n{more}{_RECORD}"


def events(*rows: str) -> str:
    """A history.csv."""
    return "".join(f"{row}\n" for row in (HEADER, *rows))


def recognised(source: str = _SOURCE, note: str = "") -> str:
    """The row of a first recognition."""
    return _RECOGNISED.format(source=source, note=note)


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """A book just opened."""
    git(tmp_path, "init", "-q", "-b", "main")
    found = Book(tmp_path)
    found.write(product_yml=product(), history_csv=events(recognised()), producer=producer())
    return found


def test_the_first_commit_is_no_change(book: Book) -> None:
    history = book.history()
    assert history == RecordHistory(known=True, written_on=date(2026, 1, 2), revisions=())


def test_a_day_is_that_of_vietnam(book: Book) -> None:
    commit = book.write(at=1_770_310_800, product_yml=product("Gạo thơm"))  # 05/02/2026 17:00 UTC
    (revision,) = book.history().revisions
    assert (revision.on, revision.commit) == (date(2026, 2, 6), commit)


def test_the_words(book: Book) -> None:
    """Every way of saying a change, once."""
    book.write(
        product_yml=product(
            "Gạo thơm",
            "other_names: [Gạo]\ncodes:\n  - scheme: two_level\n    code: 44-19429-007-2026\n"
            "packs: [túi 5 kg]\nproduct_group: 2026-26/I\nsummary: Gạo của làng, cấy một vụ.\n"
            "shop_links: [https://cho.example.vn/gao]\nplace:\n  commune: 2020-19429\n",
        ),
        story_md="Chuyện.\n",
    )
    book.write(
        product_yml=product(
            "Gạo thơm",
            "other_names: [Gạo]\ncodes:\n  - scheme: two_level\n    code: 44-19429-008-2026\n"
            "packs: [túi 1 kg]\nproduct_group: 2026-26/II\nsummary: Gạo của làng, cấy hai vụ.\n"
            "shop_links: [https://cho.example.vn/gao]\nplace:\n  commune: 2025-19429\n",
        ),
        story_md="Chuyện dài.\n",
        producer=producer("HTX Mẫu Mới", "former_names:\n  - name: HTX Mẫu\n    until: 2025-06\n"),
    )
    again = "2026-02-03,,re_recognised,province,,,4,26/2026/QĐ-UBND,,2029-02-03,printed,,,,Công báo,"
    fixed = (
        recognised(note="Sửa theo bản gốc").replace(",3,15/", ",4,17/").replace("2023-01-16", "2023-01-15")
    )
    book.write(history_csv=events(fixed, again))
    book.write(history_csv=events(fixed), story_md=None)
    assert book.lines() == [
        [
            "Câu chuyện sản phẩm: đã bỏ",
            "Bỏ “Công nhận lại” – 4 sao, ngày 03/02/2026, Quyết định số 26/2026/QĐ-UBND",
        ],
        [
            (
                "Công nhận ngày 15/01/2023 – Ngày: 16/01/2023 → 15/01/2023; Hạng sao: 3 sao → 4 sao; "
                "Số quyết định: 15/QĐ-UBND → 17/QĐ-UBND; Ghi chú: đã thêm"
            ),
            "Thêm “Công nhận lại” – 4 sao, ngày 03/02/2026, Quyết định số 26/2026/QĐ-UBND",
        ],
        [
            "Mã sản phẩm chính thức: Mã: 44-19429-007-2026 → 44-19429-008-2026",
            "Quy cách được công nhận: thêm “túi 1 kg”; bỏ một mục",
            "Nhóm sản phẩm: Thực phẩm → Đồ uống",
            "Giới thiệu ngắn: đã viết lại",
            "Xã, phường, thị trấn, đặc khu: thị trấn Khe Sanh → xã Khe Sanh",
            "Câu chuyện sản phẩm: đã viết lại",
            "Chủ thể – Tên chủ thể: “HTX Mẫu” → “HTX Mẫu Mới”",
            "Chủ thể – Tên trước đây: thêm “HTX Mẫu”, 06/2025",
        ],
        [
            "Tên sản phẩm: “Gạo” → “Gạo thơm”",
            "Tên khác: thêm “Gạo”",
            (
                "Mã sản phẩm chính thức: thêm Mã theo hai cấp: tỉnh – xã – số thứ tự của xã – năm đánh giá, "
                "44-19429-007-2026"
            ),
            "Quy cách được công nhận: thêm một mục",
            "Nhóm sản phẩm: thêm Thực phẩm",
            "Giới thiệu ngắn: đã thêm",
            "Nơi bán trên mạng: thêm cho.example.vn",
            "Xã, phường, thị trấn, đặc khu: thêm thị trấn Khe Sanh",
            "Câu chuyện sản phẩm: đã thêm",
        ],
    ]
    assert book.lines("htx-mau") == [
        ["Tên chủ thể: “HTX Mẫu” → “HTX Mẫu Mới”", "Tên trước đây: thêm “HTX Mẫu”, 06/2025"]
    ]


def test_form_is_no_change(book: Book) -> None:
    book.write(
        product_yml="# Ghi chú\nrecord: {standing: gathered}\nname: 'Gạo'\nschema: product/1\n",
        history_csv=events(recognised()).replace("\n", "\r\n"),
        producer=producer().replace("\n", "\r\n"),
    )
    assert book.history().revisions == ()
    assert book.history("htx-mau").revisions == ()


def test_a_record_that_left_and_came_back(book: Book) -> None:
    book.write(product_yml=product("Gạo cũ"))
    book.write(product_yml=None, history_csv=None)
    book.write(product_yml=product("Gạo khác"), history_csv=events(recognised()))
    assert book.lines() == [["Ghi lại vào sổ"], ["Đưa ra khỏi sổ"], ["Tên sản phẩm: đã đổi"]]
    assert book.history().written_on == date(2026, 1, 2)


def test_a_version_that_cannot_be_read_says_what_the_last_one_did(book: Book) -> None:
    book.write(product_yml="name: [chưa xong\n")
    book.write(product_yml="name: [vẫn chưa xong\n")
    repaired = book.write(product_yml=product("Gạo thơm", "other_names: [Gạo]\n"))
    (revision,) = book.history().revisions
    assert revision.commit == repaired
    assert book.lines() == [["Tên sản phẩm: “Gạo” → “Gạo thơm”", "Tên khác: thêm “Gạo”"]]


def test_a_folder_that_was_renamed_is_another_record(book: Book) -> None:
    book.write(product_yml=product("Gạo thơm"))
    git(book.root, "mv", "dossiers/htx-mau/gao", "dossiers/htx-mau/gao-thom")
    book.write()
    history = book.history("htx-mau/gao-thom")
    assert (history.written_on, history.revisions) == (date(2026, 1, 4), ())


def test_a_certificate_put_right_is_told_by_its_name_and_one_gone_without_its_words(book: Book) -> None:
    source = "source: https://example.vn/giay"
    vietgap = (
        f"certificates:\n  - name: VietGAP\n    number: '1'\n    valid_through: 2026-03-31\n    {source}\n"
    )
    renewed = vietgap.replace("2026-03-31", "2028-03-31")
    trace = "trace_links: [https://truy-xuat.example.vn/lo-1]\n"
    book.write(product_yml=product(more=f"{vietgap}  - name: Giấy của bà Mẫu\n    {source}\n"))
    book.write(product_yml=product(more=trace + renewed))
    assert book.lines()[0] == [
        "Truy xuất nguồn gốc: thêm truy-xuat.example.vn",
        "Giấy chứng nhận khác “VietGAP”: Có giá trị đến hết ngày: 31/03/2026 → 31/03/2028",
        "Giấy chứng nhận khác: bỏ example.vn",
    ]


# --- the fence ------------------------------------------------------------------------------------


def test_free_text_is_told_only_while_the_record_has_it(book: Book) -> None:
    book.write(product_yml=product("Gạo của bà Nguyễn Thị Mẫu"), producer=producer("Hộ Nguyễn Thị Mẫu"))
    book.write(product_yml=product("Gạo làng"), producer=producer("HTX Mẫu"))
    assert book.lines() == [
        ["Tên sản phẩm: đổi thành “Gạo làng”", "Chủ thể – Tên chủ thể: đổi thành “HTX Mẫu”"],
        ["Tên sản phẩm: đã đổi", "Chủ thể – Tên chủ thể: đã đổi, trước là “HTX Mẫu”"],
    ]


def test_a_closed_word_that_is_none_is_not_told(book: Book) -> None:
    private = "Nguyễn Thị Mẫu, 012345678901"
    row = (
        recognised().replace("15/QĐ-UBND", '"Giấy của Nguyễn Thị Mẫu"').replace("quang_tri_people", "ba_mau")
    )
    book.write(
        product_yml=product(more=f"product_group: {private}\nplace:\n  commune: {private}\n"),
        producer=producer(kind=private),
        history_csv=events(row),
    )
    book.write(product_yml=product(), producer=producer(), history_csv=events(recognised()))
    told_lines = repr((book.lines(), book.lines("htx-mau")))
    assert "Mẫu," not in told_lines
    assert "Giấy" not in told_lines
    assert "ba_mau" not in told_lines
    assert book.lines()[0] == [
        "Nhóm sản phẩm: đã bỏ",
        "Xã, phường, thị trấn, đặc khu: đã bỏ",
        (
            "Công nhận ngày 16/01/2023 – Số quyết định: đổi thành 15/QĐ-UBND; "
            "Cơ quan ban hành: đổi thành Ủy ban nhân dân tỉnh Quảng Trị"
        ),
        "Chủ thể – Loại hình chủ thể: đổi thành Hợp tác xã",
    ]


def test_an_application_that_came_to_nothing_leaves_no_trace(book: Book) -> None:
    submitted = "2026-02-01,,submitted,commune,,2026-1,,,,,,,,,Phiếu,"
    forwarded = "2026-03-01,,forwarded,commune,,2026-1,4,,,,,,,,Tờ trình,"
    book.write(history_csv=events(recognised(), submitted))
    book.write(history_csv=events(recognised(), submitted, forwarded))
    assert [len(one) for one in book.lines()] == [1, 1]
    assert book.lines()[1] == ["Thêm “Nộp hồ sơ” – ngày 01/02/2026"]
    failed = "2026-04-01,,not_passed,province,,2026-1,2,,,,,,,,Biên bản,"
    book.write(history_csv=events(recognised(), submitted, forwarded, failed))
    assert book.lines() == []
    upgraded = "2026-04-01,,upgraded,province,,2026-1,4,20/QĐ-UBND,,,,,,,Công báo,"
    book.write(history_csv=events(recognised(), submitted, forwarded, upgraded))
    assert book.lines() == [
        ["Thêm “Nâng hạng” – 4 sao, ngày 01/04/2026, Quyết định số 20/QĐ-UBND"],
        ["Thêm “Chuyển lên cấp trên” – 4 sao, ngày 01/03/2026"],
        ["Thêm “Nộp hồ sơ” – ngày 01/02/2026"],
    ]


def test_a_star_that_gives_no_certificate_is_told_only_once_it_does(book: Book) -> None:
    weak = "2026-02-03,,re_recognised,province,,,2,26/QĐ-UBND,,,,,,,Công báo,"
    book.write(history_csv=events(recognised(), weak))
    assert book.lines() == []
    book.write(history_csv=events(recognised(), weak.replace(",2,26/", ",3,26/")))
    added = ["Thêm “Công nhận lại” – 3 sao, ngày 03/02/2026, Quyết định số 26/QĐ-UBND"]
    assert book.lines() == [added]
    book.write(history_csv=events(recognised(), weak))
    assert book.lines() == [[added[0].replace("Thêm", "Bỏ")], added], "no star is dropped in silence"


@pytest.mark.parametrize("seen_by", ["internal", "consent"])
def test_a_field_that_is_not_public_today_has_no_past(book: Book, seen_by: str, tmp_path: Path) -> None:
    book.write(product_yml=product(more="summary: Gạo của làng, cấy một vụ.\npacks: [túi 5 kg]\n"))
    law = tmp_path / "law"
    shutil.copytree(REPOSITORY / "schemas", law / "schemas")
    path = law / "schemas/product.schema.json"
    schema = json.loads(path.read_text("utf-8"))
    schema["properties"]["summary"]["x-visibility"] = seen_by
    schema["properties"]["packs"]["items"]["x-visibility"] = seen_by
    path.write_text(json.dumps(schema), "utf-8")
    world = world_of(book.root)
    assert len(told(world)[_PRODUCT].revisions) == 1
    assert told(World(world.site, law))[_PRODUCT].revisions == ()


# --- where Git cannot tell ------------------------------------------------------------------------


def test_nothing_is_known_outside_git_and_in_a_shallow_clone(
    book: Book, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    book.write(product_yml=product("Gạo thơm"))
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    git(book.root, "clone", "-q", "--depth", "1", book.root.as_uri(), str(elsewhere / "shallow"))
    git(book.root, "clone", "-q", book.root.as_uri(), str(elsewhere / "whole"))
    shutil.copytree(book.root / "dossiers", elsewhere / "tarball/dossiers")
    assert histories(elsewhere / "whole") == histories(book.root)
    for name in ("shallow", "tarball"):
        assert histories(elsewhere / name) == Histories(), name
        unknown = told(world_of(elsewhere / name))[_PRODUCT]
        assert unknown == RecordHistory(known=False, written_on=None, revisions=())
    monkeypatch.setenv("PATH", str(elsewhere))
    assert histories(book.root) == Histories(), "a machine without git"


def test_what_is_not_committed_is_not_told(book: Book) -> None:
    path = book.root / "dossiers" / _PRODUCT / "product.yml"
    path.write_text(product("Gạo thơm"), "utf-8")
    fresh = book.root / "dossiers/htx-mau/nep/product.yml"
    fresh.parent.mkdir()
    fresh.write_text(product("Nếp"), "utf-8")
    assert book.history().revisions == ()
    assert book.history("htx-mau/nep") == RecordHistory(known=True, written_on=None, revisions=())
