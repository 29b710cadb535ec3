"""Hold documents and tables against `schemas/`; every library error comes out in our words."""

from ocop.schema.documents import DocumentSchema
from ocop.schema.tables import TableSchema

__all__ = ["DocumentSchema", "TableSchema"]
