"""Who may change what: roles and their reach, and the facts that nobody rewrites."""

from ocop.policy.labels import LABELS, Label, Standing, label_changes, label_of
from ocop.policy.owners import code_owners, owners_of
from ocop.policy.roles import GUEST, Member, Role, Roles
from ocop.policy.rules import ProposedChange, policy_problems
from ocop.policy.waivers import Waiver, without_waived
from ocop.policy.zones import Zone, producer_of, zone_of

__all__ = [
    "GUEST",
    "LABELS",
    "Label",
    "Member",
    "ProposedChange",
    "Role",
    "Roles",
    "Standing",
    "Waiver",
    "Zone",
    "code_owners",
    "label_changes",
    "label_of",
    "owners_of",
    "policy_problems",
    "producer_of",
    "without_waived",
    "zone_of",
]
