"""A made-up registry's life in Git, commit by commit, by somebody who writes down what really changed."""

from __future__ import annotations

import csv
import io
import json
import random
import shutil
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ocop.canonical import Formatter, formattable
from ocop.load.tree import FolderTree
from tests.repositories import git, initialised
from tests.site.every_state import HEADER, REPOSITORY

Fields = dict[str, object]
Row = dict[str, str]
# What a commit changed for the public, by record: how each line of its entry begins.
Changed = dict[str, set[str]]

_COLUMNS = HEADER.split(",")
_GROUPS = ("2026-26/I", "2026-26/II", "2026-26/III")
_COMMUNES = ("2025-19429", "2025-19441", "2025-19333")
_TYPES = ("cooperative", "enterprise", "household", "cooperative_group")
_STYLES = ("order", "flow", "quotes", "comments", "crlf", "mark", "decomposed", "plain")
_START = 1_767_225_600  # 01/01/2026
_SIX_HOURS = 6 * 3600


@dataclass(slots=True)
class Kept:
    """One product as its keeper knows it."""

    form: Fields
    rows: list[Row] = field(default_factory=list)
    story: str = ""


@dataclass(slots=True)
class Keeper:
    """Writes commits and remembers, by record, which of them changed what for the public.

    `lived` has each commit of the main line after the first, with its kind.
    """

    root: Path
    seed: int
    rng: random.Random = field(init=False)
    producers: dict[str, Fields] = field(default_factory=dict)
    products: dict[str, Kept] = field(default_factory=dict)
    expected: defaultdict[str, list[tuple[str, frozenset[str]]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    kinds: dict[str, int] = field(default_factory=dict)
    lived: list[tuple[str, str]] = field(default_factory=list)
    _serial: int = 0
    _moment: int = _START

    def __post_init__(self) -> None:
        self.rng = random.Random(self.seed)  # noqa: S311 - the same life again is the very point
        initialised(self.root)

    # --- saying what stands -----------------------------------------------------------------------

    def write_product(self, key: str, style: str = "plain") -> None:
        """Put a product's files on disk in one of the forms that say the same."""
        kept, folder = self.products[key], self.root / "dossiers" / key
        folder.mkdir(parents=True, exist_ok=True)
        self._write(folder / "product.yml", self._document(kept.form, style), style)
        if kept.rows:
            self._write(folder / "history.csv", self._table(kept.rows, style), style)
        if kept.story:
            text = kept.story if style == "plain" else kept.story.replace(". ", ".\n") + "\n\n"
            self._write(folder / "story.md", text + "\n", style)
        else:
            (folder / "story.md").unlink(missing_ok=True)

    def write_producer(self, key: str, style: str = "plain") -> None:
        """Put a producer's file on disk."""
        path = self.root / "dossiers" / key / "producer.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        self._write(path, self._document(self.producers[key], style), style)

    def _document(self, form: Fields, style: str) -> str:
        if style == "flow":
            return json.dumps(form, ensure_ascii=False, indent=self.rng.choice((None, 3)))
        keys = list(form)
        if style == "order":
            self.rng.shuffle(keys)
        note = f"# Ghi chú của người sửa {self.rng.random()}\n" if style == "comments" else ""
        quoted = style == "quotes"
        return note + "".join(_entry(name, form[name], "", quoted=quoted) + note for name in keys)

    def _table(self, rows: Sequence[Row], style: str) -> str:
        columns, ordered = list(_COLUMNS), list(rows)
        if style == "order":
            self.rng.shuffle(columns)
            self.rng.shuffle(ordered)
        text = io.StringIO()
        writer = csv.DictWriter(
            text,
            columns,
            restval="",
            lineterminator="\n",
            quoting=csv.QUOTE_ALL if style == "quotes" else csv.QUOTE_MINIMAL,
        )
        writer.writeheader()
        writer.writerows(ordered)
        return text.getvalue()

    @staticmethod
    def _write(path: Path, text: str, style: str) -> None:
        if style == "decomposed":
            text = unicodedata.normalize("NFD", text)
        content = text.replace("\n", "\r\n").encode() if style == "crlf" else text.encode()
        path.write_bytes(b"\xef\xbb\xbf" + content if style == "mark" else content)

    # --- commits ----------------------------------------------------------------------------------

    def commit(self, changed: Mapping[str, set[str]]) -> str:
        """Commit what stands on disk and note what of it the public must be told."""
        identity = self._committed()
        for record, told in changed.items():
            if told:
                self.expected[record].append((identity, frozenset(told)))
        return identity

    def _committed(self) -> str:
        self._moment += _SIX_HOURS
        git(self.root, "add", "-A", "-f", ".")
        stamp = {"GIT_COMMITTER_DATE": f"{self._moment} +0000"}
        git(self.root, "commit", "-q", "--allow-empty", "-m", "Một lần", who=stamp)
        return git(self.root, "rev-parse", "HEAD")

    def begin(self, producers: int, products: int) -> None:
        """Write the first records, all in one commit, of which nothing is told."""
        for number in range(producers):
            key = f"htx-mau-{number}"
            self.producers[key] = {
                "schema": "producer/1",
                "name": f"Hợp tác xã Mẫu {number}",
                "type": "cooperative",
                "place": {"commune": _COMMUNES[0]},
                "record": {"standing": "gathered"},
            }
            self.write_producer(key)
            for inner in range(products):
                self._new_product(f"{key}/mat-hang-{inner}")
        self.commit({})

    def _new_product(self, key: str) -> None:
        self.products[key] = Kept(
            form={
                "schema": "product/1",
                "name": f"Mặt hàng {self._next()}",
                "record": {"standing": "gathered", "gathered_on": "2026-01-01"},
            },
            rows=[self._recognition()],
        )
        self.write_product(key)

    def _next(self) -> int:
        self._serial += 1
        return self._serial

    def _recognition(self) -> Row:
        number = self._next()
        return {
            "on": f"20{20 + number % 6}-0{1 + number % 9}-{10 + number % 18}",
            "event": "recognised",
            "level": "province",
            "star": str(3 + number % 2),
            "decision": f"{number}/QĐ-UBND",
            "source": f"https://example.vn/{number}",
        }

    def live(self, commits: int) -> None:
        """Make `commits` commits on the main line, of every kind."""
        steps: Sequence[tuple[str, int, Callable[[], None]]] = (
            ("real", 45, lambda: self._step(self._real)),
            ("formatting", 25, lambda: self._step(self._formatting)),
            ("fmt", 4, lambda: self._step(self._fmt)),
            ("internal", 14, lambda: self._step(self._internal)),
            ("mixed", 8, lambda: self._step(self._real, self._formatting, self._internal)),
            ("merge", 5, self._merge),
            ("undone", 3, self._undone),
            ("added", 4, lambda: self._step(self._added)),
            ("removed", 3, lambda: self._step(self._removed)),
            ("outside", 3, lambda: self._step(self._outside)),
        )
        names = [name for name, weight, _ in steps for _ in range(weight)]
        acts = {name: act for name, _, act in steps}
        chosen = [*acts, *self.rng.choices(names, k=commits - len(acts))]
        for name in chosen:
            self.kinds[name] = self.kinds.get(name, 0) + 1
            acts[name]()
            self.lived.append((git(self.root, "rev-parse", "HEAD"), name))

    def _step(self, *acts: Callable[[], Changed]) -> None:
        whole: defaultdict[str, set[str]] = defaultdict(set)
        for act in acts:
            for record, told in act().items():
                whole[record] |= told
        self.commit(whole)

    def _merge(self) -> None:
        """Two changes on a branch are one on the main line: nobody read the first without the second."""
        git(self.root, "checkout", "-q", "-b", "side")
        whole: defaultdict[str, set[str]] = defaultdict(set)
        for _ in range(2):
            for record, told in self._real(new=True).items():
                whole[record] |= told
            self._committed()
        self._merged(whole)

    def _undone(self) -> None:
        """A change taken back on its branch never came."""
        git(self.root, "checkout", "-q", "-b", "side")
        path = self.root / "dossiers" / self._any_product() / "product.yml"
        before = path.read_bytes()
        path.write_bytes(before + b"summary: Khong ai nen doc cau nay.\n")
        self._committed()
        path.write_bytes(before)
        self._committed()
        self._merged({})

    def _merged(self, changed: Mapping[str, set[str]]) -> None:
        self._moment += _SIX_HOURS
        git(self.root, "checkout", "-q", "main")
        stamp = {"GIT_COMMITTER_DATE": f"{self._moment} +0000"}
        git(self.root, "merge", "-q", "--no-ff", "-m", "Nhận", "side", who=stamp)
        git(self.root, "branch", "-q", "-D", "side")
        identity = git(self.root, "rev-parse", "HEAD")
        for record, told in changed.items():
            self.expected[record].append((identity, frozenset(told)))

    # --- what may happen --------------------------------------------------------------------------

    def _any_product(self) -> str:
        return self.rng.choice(sorted(self.products))

    def _real(self, *, new: bool = False) -> Changed:
        """Change one fact that the public sees; with `new`, only by adding."""
        if not new and self.rng.random() < 0.2:
            return self._real_of_producer()
        key = self._any_product()
        kept = self.products[key]
        acts: list[Callable[[Kept], str]] = [self._packs_added, self._event_added]
        if not new:
            acts += [
                self._name,
                self._summary,
                self._group,
                self._commune,
                self._packs_dropped,
                self._shops,
                self._traces,
                self._certificates,
                self._codes,
                self._note,
                self._story,
                self._event_changed,
                self._event_dropped,
            ]
        told = self.rng.choice(acts)(kept)
        self.write_product(key)
        return {key: {told}} if told else {}

    def _real_of_producer(self) -> Changed:
        key = self.rng.choice(sorted(self.producers))
        form = self.producers[key]
        act = self.rng.choice(("name", "type", "website", "former"))
        if act == "name":
            form["name"] = f"Hợp tác xã Mẫu {self._next()}"
            told = "Tên chủ thể"
        elif act == "type":
            form["type"] = self.rng.choice([one for one in _TYPES if one != form["type"]])
            told = "Loại hình chủ thể"
        elif act == "website":
            form["website"] = f"https://mau-{self._next()}.example.vn/"
            told = "Trang web"
        else:
            former = _mappings(form.get("former_names"))
            form["former_names"] = [*former, {"name": f"Tổ hợp tác Mẫu {self._next()}"}]
            told = "Tên trước đây"
        self.write_producer(key)
        return {key: {told}}

    def _name(self, kept: Kept) -> str:
        kept.form["name"] = f"Mặt hàng {self._next()}"
        return "Tên sản phẩm"

    def _summary(self, kept: Kept) -> str:
        if "summary" in kept.form and self.rng.random() < 0.3:
            del kept.form["summary"]
        else:
            kept.form["summary"] = f"Một câu giới thiệu, số {self._next()}."
        return "Giới thiệu ngắn"

    def _group(self, kept: Kept) -> str:
        kept.form["product_group"] = self.rng.choice(
            [one for one in _GROUPS if one != kept.form.get("product_group")]
        )
        return "Nhóm sản phẩm"

    def _commune(self, kept: Kept) -> str:
        before = kept.form.get("place")
        kept.form["place"] = self.rng.choice(
            [one for one in ({"commune": code} for code in _COMMUNES) if one != before]
        )
        return "Xã, phường, thị trấn, đặc khu"

    def _packs_added(self, kept: Kept) -> str:
        packs = _texts(kept.form.get("packs"))[-5:]
        kept.form["packs"] = [*packs, f"túi {self._next()} g"]
        return "Quy cách được công nhận"

    def _packs_dropped(self, kept: Kept) -> str:
        packs = _texts(kept.form.get("packs"))
        if not packs:
            return self._packs_added(kept)
        kept.form["packs"] = packs[1:]
        if not packs[1:]:
            del kept.form["packs"]
        return "Quy cách được công nhận"

    def _shops(self, kept: Kept) -> str:
        kept.form["shop_links"] = [f"https://cho-{self._next()}.example.vn/hang"]
        return "Nơi bán trên mạng"

    def _traces(self, kept: Kept) -> str:
        kept.form["trace_links"] = [f"https://truy-xuat-{self._next()}.example.vn/lo"]
        return "Truy xuất nguồn gốc"

    def _certificates(self, kept: Kept) -> str:
        kept.form["certificates"] = [{"name": f"Giấy {self._next()}", "source": "https://example.vn/giay"}]
        return "Giấy chứng nhận khác"

    def _codes(self, kept: Kept) -> str:
        code = {"scheme": "two_level", "code": f"44-19429-{self._next():03}-2026"}
        kept.form["codes"] = [code]
        return "Mã sản phẩm chính thức"

    def _note(self, kept: Kept) -> str:
        record = kept.form["record"]
        assert isinstance(record, dict)
        kept.form["record"] = {**record, "note": f"Ghi chú số {self._next()}"}
        return "Ghi chú"

    def _story(self, kept: Kept) -> str:
        if kept.story and self.rng.random() < 0.3:
            kept.story = ""
        else:
            kept.story = f"Chuyện thứ {self._next()} của làng. Kể ngắn."
        return "Câu chuyện sản phẩm"

    def _event_added(self, kept: Kept) -> str:
        kept.rows.append({**self._recognition(), "event": "re_recognised"})
        return "Thêm “Công nhận lại”"

    def _event_changed(self, kept: Kept) -> str:
        row = self.rng.choice([one for one in kept.rows if one["event"] in {"recognised", "re_recognised"}])
        row["decision"] = f"{self._next()}/QĐ-UBND"
        label = "Công nhận" if row["event"] == "recognised" else "Công nhận lại"
        year, month, day = row["on"].split("-")
        return f"{label} ngày {day}/{month}/{year}"

    def _event_dropped(self, kept: Kept) -> str:
        again = [one for one in kept.rows if one["event"] == "re_recognised"]
        if not again:
            return self._event_added(kept)
        kept.rows.remove(again[0])
        return "Bỏ “Công nhận lại”"

    def _formatting(self) -> Changed:
        """Write some records in another form that says the same."""
        style = self.rng.choice(
            ("order", "flow", "quotes", "comments", "crlf", "mark", "decomposed", "plain")
        )
        for _ in range(self.rng.randint(1, 4)):
            self.write_product(self._any_product(), style)
        self.write_producer(self.rng.choice(sorted(self.producers)), style)
        return {}

    def _fmt(self) -> Changed:
        """Run `ocop fmt` over everything."""
        tree = FolderTree(self.root)
        formatter = Formatter(tree, REPOSITORY / "schemas")
        for entry in formattable(tree.folder("dossiers")):
            found = formatter.formatted(entry)
            if found.after is not None:
                (self.root / entry.path).write_bytes(found.after)
        return {}

    def _internal(self) -> Changed:
        """Change what only officials see."""
        key = self._any_product()
        kept, folder = self.products[key], self.root / "dossiers" / key
        number = self._next()
        if self.rng.random() < 0.6:
            kind = self.rng.choice(("returned", "not_passed", "not_selected"))
            row = {"on": f"2026-0{1 + number % 9}-11", "event": kind, "level": "province"}
            kept.rows.append({**row, "note": f"Kín {number}", "source": "Biên bản"})
            self.write_product(key)
        else:
            paper = folder / "2026-1" / "application.yml"
            paper.parent.mkdir(exist_ok=True)
            paper.write_text(f"schema: application/1\nkind: first\n# {number}\n", "utf-8")
        return {}

    def _outside(self) -> Changed:
        """Change something that is no record."""
        (self.root / "README.md").write_text(f"Lần {self._next()}\n", "utf-8")
        return {}

    def _added(self) -> Changed:
        """Write a new product, or one again that had left."""
        gone = sorted(key for key in self.expected if "/" in key and key not in self.products)
        if gone and self.rng.random() < 0.6:
            key = self.rng.choice(gone)
            self._new_product(key)
            return {key: {"Ghi lại vào sổ"}}
        key = f"{self.rng.choice(sorted(self.producers))}/mat-hang-moi-{self._next()}"
        self._new_product(key)
        return {}

    def _removed(self) -> Changed:
        key = self._any_product()
        del self.products[key]
        shutil.rmtree(self.root / "dossiers" / key)
        return {key: {"Đưa ra khỏi sổ"}}


def _texts(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []


def _mappings(value: object) -> list[Fields]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _entry(name: str, value: object, indent: str, *, quoted: bool) -> str:
    """A key with its value as YAML, a line each."""
    if isinstance(value, dict):
        inner = "".join(_entry(key, one, f"{indent}  ", quoted=quoted) for key, one in value.items())
        return f"{indent}{name}:\n{inner}"
    if isinstance(value, list):
        items = "".join(f"{indent}  - {json.dumps(one, ensure_ascii=False)}\n" for one in value)
        return f"{indent}{name}:\n{items}"
    text = json.dumps(value, ensure_ascii=False) if quoted or ":" in str(value) else str(value)
    return f"{indent}{name}: {text}\n"
