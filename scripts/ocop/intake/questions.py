"""What the forms ask, in which order, and in the words of which schema."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from ocop.law import Law
from ocop.load.dossiers import HISTORY_FILE, PRODUCER_FILE, PRODUCT_FILE
from ocop.load.tree import Tree
from ocop.model import REGISTRATION_FILE
from ocop.schema import DocumentSchema, TableSchema
from ocop.spelling import syllable_key

# The label by which intake.yml knows a form's issue; GitHub sets it whoever opens the issue.
FORM_LABEL = "phieu-dang-ky"

_LONG = 200
_FEW = 10
_MEANING = re.compile(r"([a-z_]+): ([^;.]+)")


class Kind(StrEnum):
    """How a question is answered."""

    LINE = "line"
    TEXT = "text"
    LINES = "lines"
    CHOICE = "choice"
    DAY = "day"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: what people see, and what the record then says."""

    text: str
    value: str | int | bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question: `file` and `pointer` are where its answer is recorded; `label` is its heading."""

    file: str
    pointer: tuple[str, ...]
    kind: Kind
    label: str
    description: str
    required: bool
    options: tuple[Option, ...] = ()
    example: str = ""

    @property
    def id(self) -> str:
        """The name GitHub knows the field by."""
        return "-".join(filter(None, (self.file.partition(".")[0], *self.pointer))).replace("_", "-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One form; `id` is its file's name without the ending, `opening` begins the title of its issues."""

    id: str
    name: str
    description: str
    introduction: str
    questions: tuple[Question, ...]
    label: str = FORM_LABEL
    opening: str = "Phiếu"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    file: str
    key: str
    required: bool = False
    choices: str = ""


_GROUPS = {
    PRODUCER_FILE: "Chủ thể",
    PRODUCT_FILE: "Sản phẩm",
    HISTORY_FILE: "Đăng ký ý tưởng",
    REGISTRATION_FILE: "Lượt đăng ký",
}
_UNITS, _SETS, _SHEETS = "units", "sets", "sheets"
FIRST, REGISTRATION = "1-san-pham-moi", "2-dang-ky-danh-gia"
# The one question that no schema has: which product of the registry it is about.
PRODUCT_ID = Question(
    file="",
    pointer=("product-id",),
    kind=Kind.LINE,
    label="Sản phẩm: Mã trong sổ",
    description="Phần cuối địa chỉ trang của sản phẩm, dạng chu-the/san-pham.",
    required=True,
    example="hop-tac-xa-vi-du/ca-phe-vi-du",
)
_FIRST = (
    _Asked(file=PRODUCER_FILE, key="name", required=True),
    _Asked(file=PRODUCER_FILE, key="type", required=True, choices="producer-types"),
    _Asked(file=PRODUCER_FILE, key="place.commune", required=True, choices=_UNITS),
    _Asked(file=PRODUCER_FILE, key="website"),
    _Asked(file=PRODUCT_FILE, key="name", required=True),
    _Asked(file=PRODUCT_FILE, key="product_set", choices=_SETS),
    _Asked(file=PRODUCT_FILE, key="summary"),
    _Asked(file=PRODUCT_FILE, key="name_en"),
    _Asked(file=PRODUCT_FILE, key="summary_en"),
    _Asked(file=PRODUCT_FILE, key="shop_links"),
    _Asked(file=HISTORY_FILE, key="on", required=True),
    _Asked(file=HISTORY_FILE, key="source"),
)
_REGISTRATION = (
    _Asked(file=REGISTRATION_FILE, key="kind", required=True),
    _Asked(file=REGISTRATION_FILE, key="sheet", required=True, choices=_SHEETS),
    _Asked(file=REGISTRATION_FILE, key="target_star"),
    _Asked(file=REGISTRATION_FILE, key="consultant.organisation"),
    _Asked(file=REGISTRATION_FILE, key="consultant.role"),
    _Asked(file=REGISTRATION_FILE, key="idea.registered_on"),
    _Asked(file=REGISTRATION_FILE, key="idea.origin"),
    _Asked(file=REGISTRATION_FILE, key="idea.description"),
    _Asked(file=REGISTRATION_FILE, key="idea.core_value"),
    _Asked(file=REGISTRATION_FILE, key="idea.unit_packaging"),
    _Asked(file=REGISTRATION_FILE, key="registration.representative_role"),
    _Asked(file=REGISTRATION_FILE, key="registration.samples"),
    _Asked(file=REGISTRATION_FILE, key="registration.electronic_copy"),
    _Asked(file=REGISTRATION_FILE, key="registration.pledge"),
    _Asked(file=REGISTRATION_FILE, key="registration.signed_on"),
)
_WARNING = (
    "Mọi điều ghi ở đây **ai cũng đọc được** và không xóa hẳn được. Không ghi số định danh, ngày sinh, "
    "số điện thoại, địa chỉ nhà, số tài khoản của bất kỳ ai.\n\n"
    "Gửi xong, máy đọc phiếu và trả lời ngay bên dưới. Có lỗi thì sửa chính phiếu này, đừng mở phiếu mới."
)


@dataclass(frozen=True, slots=True)
class FileSchemas:
    """The schemas behind the files that a form fills in."""

    documents: Mapping[str, DocumentSchema]
    history: TableSchema

    @staticmethod
    def of(tree: Tree) -> FileSchemas:
        """Return the schemas of a tree; OSError or ValueError when one is missing or broken."""
        names = (PRODUCER_FILE, PRODUCT_FILE, REGISTRATION_FILE)
        return FileSchemas(
            {
                name: DocumentSchema.parsed(tree.required(f"schemas/{name.replace('.yml', '.schema.json')}"))
                for name in names
            },
            TableSchema.parsed(tree.required("schemas/history.table.json")),
        )


def forms_of(schemas: FileSchemas, law: Law) -> tuple[Form, ...]:
    """Return the forms, every word of their questions taken from the schemas and lists."""
    return (
        Form(
            id=FIRST,
            name="Đưa một sản phẩm mới vào sổ",
            description="Chủ thể, sản phẩm và ngày đăng ký ý tưởng; chưa cần biết Git.",
            introduction=_WARNING,
            questions=tuple(_question(one, schemas, law) for one in _FIRST),
        ),
        Form(
            id=REGISTRATION,
            name="Đăng ký đánh giá, phân hạng một sản phẩm đã có trong sổ",
            description="Phiếu đăng ký ý tưởng và phiếu đăng ký đánh giá của một lượt.",
            introduction=_WARNING,
            questions=(PRODUCT_ID, *(_question(one, schemas, law) for one in _REGISTRATION)),
        ),
    )


def _question(asked: _Asked, schemas: FileSchemas, law: Law) -> Question:
    pointer = tuple(asked.key.split("."))
    options: tuple[Option, ...] = ()
    if asked.file == HISTORY_FILE:
        field = schemas.history.fields[asked.key]
        kind = Kind.DAY if field.get("type") == "date" else Kind.LINE
    else:
        field = schemas.documents[asked.file].properties_at(pointer[:-1])[pointer[-1]]
        options = _listed(asked.choices, law) if asked.choices else _enumerated(field)
        kind = Kind.CHOICE if options else _kind(field)
    group = _GROUPS[asked.file]
    if len(pointer) > 1:
        group = schemas.documents[asked.file].properties_at(pointer[:-2])[pointer[-2]]["title"]
    examples = field.get("examples") or ("",)
    return Question(
        file=asked.file,
        pointer=pointer,
        kind=kind,
        label=f"{group}: {field['title']}",
        description=_described(field, kind),
        required=asked.required,
        options=options,
        example="" if kind is Kind.CHOICE else str(examples[0]),
    )


def _described(field: Mapping[str, object], kind: Kind) -> str:
    """What a schema says first of a field, without the words that only a file's writer needs."""
    first = str(field["description"]).partition(". ")[0].removesuffix(".") + "."
    if kind is Kind.DAY:
        return first.partition(", ví dụ")[0].removesuffix(".") + "."
    if field.get("type") == "boolean":
        return first.replace("true khi", "“Có” khi")
    return "Chọn một dòng trong danh sách." if kind is Kind.CHOICE else first


def _kind(field: Mapping[str, object]) -> Kind:
    if field.get("type") == "array":
        return Kind.LINES
    if field.get("type") == "integer":
        return Kind.NUMBER
    if field.get("format") == "date":
        return Kind.DAY
    longest = field.get("maxLength", 0)
    address = str(field.get("pattern", "")).startswith("^https?")
    return Kind.TEXT if isinstance(longest, int) and longest > _LONG and not address else Kind.LINE


def _enumerated(field: Mapping[str, object]) -> tuple[Option, ...]:
    """The choices that a schema itself closes: words of an enum, yes and no, a handful of numbers."""
    meanings = dict(_MEANING.findall(str(field.get("description", ""))))
    listed = field.get("enum")
    if isinstance(listed, list):
        words = [str(one) for one in listed]
        labels = [meanings.get(one, one) for one in words]
        return tuple(
            Option(f"{label[:1].upper()}{label[1:]} ({one})", one)
            for label, one in zip(labels, words, strict=True)
        )
    if field.get("type") == "boolean":
        yes, no = Option("Có", value=True), Option("Không", value=False)
        return (yes,) if field.get("const") is True else (yes, no)
    low, high = field.get("minimum"), field.get("maximum")
    if field.get("type") == "integer" and isinstance(low, int) and isinstance(high, int):
        return tuple(Option(str(one), one) for one in range(low, high + 1)) if high - low < _FEW else ()
    return ()


def _listed(choices: str, law: Law) -> tuple[Option, ...]:
    """The choices of a closed list; a set's number alone where the rule set is known from the day."""
    if choices == _UNITS:
        kinds = {one.id for one in law.lists["unit-kinds"].values() if one.attributes["level"] == "commune"}
        today = (one for one in law.units.values() if one.valid_to is None and one.kind in kinds)
        named = sorted(today, key=lambda one: (syllable_key(one.name.partition(" ")[2]), one.id))
        return tuple(Option(f"{one.name} ({one.id})", one.id) for one in named)
    if choices in {_SETS, _SHEETS}:
        begun = {one.id.partition("/")[0] for one in law.lists["product-sets"].values()}
        latest = next(one.id for one in reversed(law.rule_sets) if one.id in begun)
        sets = [one for one in law.lists["product-sets"].values() if one.id.startswith(f"{latest}/")]
        numbered = {int(one.id.partition("/")[2]): one for one in sets}
        return tuple(
            Option(f"{number}. {one.label.vi}", one.id if choices == _SETS else number)
            for number, one in sorted(numbered.items())
        )
    return tuple(_terms((one.id, one.label.vi) for one in law.lists[choices].values()))


def _terms(terms: Iterable[tuple[str, str]]) -> Iterable[Option]:
    return (Option(f"{label} ({key})", key) for key, label in terms)
