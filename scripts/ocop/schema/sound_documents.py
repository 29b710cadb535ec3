"""Tell at little cost that a document is certainly sound, so that jsonschema need see only the others.

jsonschema stays the judge: a proof here means that it would find nothing, no proof means no more than that
it has to be asked. A schema with anything whose meaning is not copied here gets no proofs at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

Proof = Callable[[Any], bool]
"""True when a value certainly satisfies a schema; False says nothing."""

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_SCALARS = (str, int, bool, type(None))
_TYPES: Mapping[str, frozenset[type]] = {
    "string": frozenset({str}),
    "integer": frozenset({int}),
    "number": frozenset({int, Decimal}),
    "boolean": frozenset({bool}),
    "null": frozenset({type(None)}),
    "array": frozenset({list}),
    "object": frozenset({dict}),
}


class _NoProof(Exception):
    """The schema says something that is not copied here."""


def proof(descriptor: Mapping[str, Any], formats: Mapping[str, Proof]) -> Proof | None:
    """Return what proves documents sound, or None when only jsonschema can tell.

    `formats` are the formats that are checked; all others are annotations. A schema for which there is a
    proof is a valid schema: every keyword and the kind of its argument have been looked at.
    """
    try:
        return _Compiler(descriptor, formats).compiled(descriptor)
    except (_NoProof, RecursionError):
        return None


class _Compiler:
    """Turns one schema into functions, keyword by keyword."""

    def __init__(self, root: Mapping[str, Any], formats: Mapping[str, Proof]) -> None:
        self._root = root
        self._formats = formats
        self._named: dict[str, Proof] = {}
        self._makers: Mapping[str, Callable[[Any, Mapping[str, Any]], Proof]] = {
            "type": _type,
            "const": lambda argument, _: _choice([argument]),
            "enum": lambda argument, _: _choice(argument),
            "pattern": _pattern,
            "minLength": lambda argument, _: _size(argument, str, least=True),
            "maxLength": lambda argument, _: _size(argument, str, least=False),
            "minItems": lambda argument, _: _size(argument, list, least=True),
            "maxItems": lambda argument, _: _size(argument, list, least=False),
            "minProperties": lambda argument, _: _size(argument, dict, least=True),
            "maxProperties": lambda argument, _: _size(argument, dict, least=False),
            "minimum": lambda argument, _: _bound(argument, lambda value, limit: value >= limit),
            "maximum": lambda argument, _: _bound(argument, lambda value, limit: value <= limit),
            "uniqueItems": _unique,
            "required": _required,
            "dependentRequired": _dependent,
            "format": self._format,
            "properties": self._properties,
            "additionalProperties": self._additional,
            "items": self._items,
            "allOf": lambda argument, _: _every([self.compiled(one) for one in _several(argument)]),
            "anyOf": lambda argument, _: _any([self.compiled(one) for one in _several(argument)]),
            "oneOf": self._one_of,
            "if": self._condition,
            "$ref": lambda argument, _: self._reference(argument),
        }

    def compiled(self, schema: object) -> Proof:
        """Return the proof of one schema; _NoProof when there cannot be one."""
        return _every(list(self._keywords(_mapping(schema))))

    def _keywords(self, schema: Mapping[str, Any]) -> Iterator[Proof]:
        for keyword, argument in schema.items():
            if keyword in self._makers:
                yield self._makers[keyword](argument, schema)
            elif keyword == "$defs" and schema is self._root:
                for name in _mapping(argument):
                    self._reference(f"#/$defs/{name}")
            elif not self._is_annotation(keyword, argument, schema):
                raise _NoProof(keyword)

    def _is_annotation(self, keyword: str, argument: object, schema: Mapping[str, Any]) -> bool:
        if keyword in {"title", "description", "$comment"}:
            return isinstance(argument, str)
        if keyword in {"$schema", "$id"}:
            draft = keyword == "$id" or argument == _DRAFT
            return schema is self._root and isinstance(argument, str) and "#" not in argument and draft
        return keyword.startswith("x-") or (keyword in {"then", "else"} and "if" in schema)

    def _format(self, argument: object, _: object) -> Proof:
        if not isinstance(argument, str):
            raise _NoProof("format")
        return self._formats.get(argument, lambda _: True)

    def _properties(self, argument: object, _: object) -> Proof:
        inner = {key: self.compiled(schema) for key, schema in _mapping(argument).items()}

        def holds(value: Any) -> bool:
            if type(value) is dict:
                for key, item in value.items():
                    check = inner.get(key)
                    if check is not None and not check(item):
                        return False
            return True

        return holds

    def _additional(self, argument: object, schema: Mapping[str, Any]) -> Proof:
        if "patternProperties" in schema:
            raise _NoProof("additionalProperties")
        named = frozenset(_mapping(schema.get("properties", {})))
        if argument is False:
            return lambda value: type(value) is not dict or named.issuperset(value)
        inner = self.compiled(argument)
        return lambda value: (
            type(value) is not dict or all(inner(item) for key, item in value.items() if key not in named)
        )

    def _items(self, argument: object, schema: Mapping[str, Any]) -> Proof:
        if "prefixItems" in schema:
            raise _NoProof("items")
        inner = self.compiled(argument)
        return lambda value: type(value) is not list or all(map(inner, value))

    def _one_of(self, argument: object, _: object) -> Proof:
        """Where no value can be of two branches' types, any proof is the only one; keys can be counted."""
        branches = [_mapping(one) for one in _several(argument)]
        if all(branch.keys() == {"required"} for branch in branches):
            each = [self.compiled(branch) for branch in branches]
            return lambda value: type(value) is dict and sum(one(value) for one in each) == 1
        types = [kind for branch in branches for kind in self._types_of(branch)]
        if len(set(types)) < len(types):
            raise _NoProof("oneOf")
        return _any([self.compiled(branch) for branch in branches])

    def _types_of(self, schema: Mapping[str, Any]) -> Iterable[type]:
        if "$ref" in schema:
            return self._types_of(self._definition(schema["$ref"]))
        kind = schema.get("type")
        if not isinstance(kind, str) or kind not in {"string", "boolean", "null", "array", "object"}:
            raise _NoProof("oneOf")
        return _TYPES[kind]

    def _condition(self, argument: object, schema: Mapping[str, Any]) -> Proof:
        """Only of keys that must be there or hold one text does a lack of proof prove the opposite."""
        condition = _mapping(argument)
        within = [_mapping(one) for one in _mapping(condition.get("properties", {})).values()]
        if condition.keys() - {"properties", "required"} or any(
            one.keys() != {"const"} or type(one["const"]) is not str for one in within
        ):
            raise _NoProof("if")
        asked = self.compiled(condition)
        yes, no = self.compiled(schema.get("then", {})), self.compiled(schema.get("else", {}))
        return lambda value: yes(value) if asked(value) else no(value)

    def _definition(self, reference: object) -> Mapping[str, Any]:
        definitions = _mapping(self._root.get("$defs", {}))
        name = str(reference).removeprefix("#/$defs/")
        if reference != f"#/$defs/{name}" or name not in definitions or re.search(r"[~%/]", name):
            raise _NoProof("$ref")
        return _mapping(definitions[name])

    def _reference(self, argument: object) -> Proof:
        reference = str(argument)
        definition = self._definition(argument)
        if reference not in self._named:
            # A definition may name itself: by the time anything is proved, what it is stands here.
            self._named[reference] = _nothing
            self._named[reference] = self.compiled(definition)
        named = self._named
        return lambda value: named[reference](value)  # noqa: PLW0108 - looked up as late as this


def _nothing(_value: object) -> bool:
    return False


def _mapping(value: object) -> Mapping[str, Any]:
    if isinstance(value, dict):
        return value
    raise _NoProof(repr(value))


def _several(value: object) -> list[Any]:
    if isinstance(value, list) and value:
        return value
    raise _NoProof(repr(value))


def _every(proofs: list[Proof]) -> Proof:
    if len(proofs) == 1:
        return proofs[0]

    def holds(value: Any) -> bool:
        for one in proofs:  # noqa: SIM110 - all() with a generator takes twice as long
            if not one(value):
                return False
        return True

    return holds


def _any(proofs: list[Proof]) -> Proof:
    return lambda value: any(one(value) for one in proofs)


def _type(argument: object, _: object) -> Proof:
    names = [argument] if isinstance(argument, str) else _several(argument)
    if any(not isinstance(name, str) or name not in _TYPES for name in names) or len(set(names)) < len(names):
        raise _NoProof("type")
    allowed = frozenset[type]().union(*(_TYPES[name] for name in names))
    return lambda value: type(value) in allowed


def _choice(argument: object) -> Proof:
    choices = _several(argument)
    if any(type(choice) not in _SCALARS for choice in choices):
        raise _NoProof("enum")
    allowed = {(type(choice), choice) for choice in choices}
    return lambda value: type(value) in _SCALARS and (type(value), value) in allowed


def _pattern(argument: object, _: object) -> Proof:
    if not isinstance(argument, str):
        raise _NoProof("pattern")
    try:
        found = re.compile(argument).search
    except re.error as error:
        raise _NoProof("pattern") from error
    return lambda value: type(value) is not str or found(value) is not None


def _size(argument: object, kind: type[str | list[Any] | dict[str, Any]], *, least: bool) -> Proof:
    if type(argument) is not int or argument < 0:
        raise _NoProof("size")
    limit = argument
    if least:
        return lambda value: not isinstance(value, kind) or len(value) >= limit
    return lambda value: not isinstance(value, kind) or len(value) <= limit


def _bound(argument: object, holds: Callable[[Any, int], bool]) -> Proof:
    if type(argument) is not int:
        raise _NoProof("bound")
    limit = argument
    return lambda value: type(value) not in _TYPES["number"] or holds(value, limit)


def _unique(argument: object, _: object) -> Proof:
    if not isinstance(argument, bool):
        raise _NoProof("uniqueItems")
    if not argument:
        return lambda _: True
    return lambda value: (
        type(value) is not list
        or (all(type(item) in {str, int} for item in value) and len(set(value)) == len(value))
    )


def _names(value: object) -> frozenset[str]:
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise _NoProof("names")
    if len(set(value)) < len(value):
        raise _NoProof("names")
    return frozenset(value)


def _required(argument: object, _: object) -> Proof:
    names = _names(argument)
    return lambda value: type(value) is not dict or names <= value.keys()


def _dependent(argument: object, _: object) -> Proof:
    wanted = {key: _names(names) for key, names in _mapping(argument).items()}
    return lambda value: (
        type(value) is not dict or all(names <= value.keys() for key, names in wanted.items() if key in value)
    )
