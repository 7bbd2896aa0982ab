"""Pages for staff: one HTML file each that needs nothing else, light and dark, on a screen and on paper."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import jinja2

FOLDER = Path(__file__).resolve().parent / "templates"


def render(template: str, values: Mapping[str, object]) -> str:
    """The page from a template of ops/templates/ with named values; every value is escaped."""
    loader = jinja2.FileSystemLoader(FOLDER)
    own = jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return own.get_template(template).render(**values)
