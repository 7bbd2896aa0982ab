"""Modules come in one script, each once and in order; what cannot be joined stays as it was."""

from __future__ import annotations

from channels.joining import joined

INNER = b"export const one = 1;\n"
MIDDLE = b'import { one } from "./inner.js";\nexport function two() {\n  const inside = one + 1;\n  return inside;\n}\n'
OUTER = b'// @ts-check\nimport { one } from "./inner.js";\nimport { two } from "./middle.js";\nexport class Three { is = one + two(); }\n'


def test_a_script_holds_what_it_imports_once_and_first_and_exports_only_its_own() -> None:
    found = joined({"outer.js": OUTER, "middle.js": MIDDLE, "inner.js": INNER, "page.css": b"p { }"})

    assert set(found) == {"outer.js", "page.css"}
    assert found["outer.js"].decode() == (
        "const one = 1;\n"
        "function two() {\n  const inside = one + 1;\n  return inside;\n}\n"
        "// @ts-check\nexport class Three { is = one + two(); }\n"
    )


def test_two_modules_that_declare_the_same_name_are_left_apart() -> None:
    files = {
        "outer.js": b'import { a } from "./inner.js";\nconst same = a;\n',
        "inner.js": b"export const a = 1;\nconst same = 2;\n",
    }

    assert joined(files) == files


def test_a_name_inside_a_function_is_no_clash() -> None:
    files = {
        "outer.js": b'import { a } from "./inner.js";\nconst same = a;\n',
        "inner.js": b"export const a = () => {\n  const same = 2;\n};\n",
    }

    assert set(joined(files)) == {"outer.js"}


def test_a_script_that_is_loaded_later_stays_apart() -> None:
    files = {"outer.js": b'const { words } = await import("./later.js");\n', "later.js": b"export const words = {};\n"}

    assert joined(files) == files


def test_an_import_of_what_is_not_there_stays() -> None:
    files = {"outer.js": b'import { a } from "./elsewhere.js";\n'}

    assert joined(files) == files


def test_modules_that_import_each_other_are_left_as_they_are() -> None:
    files = {"a.js": b'import { b } from "./b.js";\n', "b.js": b'import { a } from "./a.js";\n'}

    assert joined(files) == files
