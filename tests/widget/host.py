"""A host site's page, as its keeper would write it."""

from __future__ import annotations

PAGE = """<!doctype html>
<html lang="{lang}" dir="{direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>A host site</title>
<link rel="icon" href="data:,">
{style}
<script src="{script}" {settings} defer></script>
</head>
<body>
<header><h1>A host site</h1></header>
<main>{main}</main>
{tag}
</body>
</html>
"""


def host_page(
    script: str,
    tag: str,
    lang: str = "en",
    direction: str = "ltr",
    style: str | None = None,
    settings: str = "",
    main: str = "<p>What it says.</p>",
) -> str:
    """The page with the script's tag, its `settings`, and `tag` at its end; `style` is a sheet of its own origin."""
    sheet = "" if style is None else '<link rel="stylesheet" href="/host.css">'
    return PAGE.format(
        script=script, tag=tag, lang=lang, direction=direction, style=sheet, settings=settings, main=main
    )
