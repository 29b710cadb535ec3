"""Judge a proposed change from the base: what it breaks, what it does, and whether it may."""

from ocop.review.judgement import MAX_CHANGES, review

__all__ = ["MAX_CHANGES", "review"]
