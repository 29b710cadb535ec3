"""Talk to GitHub: one comment, labels and reviewers for a change; reminders and the nightly report."""

from ocop.github.client import GitHub
from ocop.github.session import GitHubError, Settings
from ocop.github.values import Comment, Issue, PullRequest, Review

__all__ = ["Comment", "GitHub", "GitHubError", "Issue", "PullRequest", "Review", "Settings"]
