"""Pour after plain `mkdocs build` and `mkdocs serve`, as `ocop build` does: they give the whole site too."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from mkdocs.config.defaults import MkDocsConfig


def on_config(config: MkDocsConfig) -> None:
    """Keep MkDocs out of a published site, which is a link to a folder only `ocop build` may change."""
    folder = Path(config.site_dir)
    if "OCOP_ENGINE_ONLY" not in os.environ and folder.is_symlink():
        folder.unlink()


def on_post_build(config: MkDocsConfig) -> None:
    """Pour the registry into the pages just built, unless `ocop build` is going to."""
    if "OCOP_ENGINE_ONLY" in os.environ:
        return
    from ocop.load.registry import load  # noqa: PLC0415 - `ocop build` runs MkDocs without paying for these
    from ocop.site.build import pour_into  # noqa: PLC0415

    root = Path(config.config_file_path).parent
    today = datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()
    pour_into(Path(config.site_dir), root, as_of=today, read=lambda: load(root))
