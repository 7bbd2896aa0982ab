"""What a check found: errors, which must be mended, and warnings, which a person should look at."""

from __future__ import annotations

from dataclasses import dataclass, field

from faq.located import Problem


@dataclass
class Findings:
    """Errors and warnings, in the order in which they are told, and remarks on what was not looked at."""

    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
