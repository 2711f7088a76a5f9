"""Prints `name: message` for each file that is no Python."""

import ast
import sys
from pathlib import Path

for name in sys.argv[1:]:
    try:
        # A fragment may await outside of a function.
        flags = ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
        compile(Path(name).read_text(), name, "exec", flags)
    except SyntaxError as error:
        print(f"{name}: {error.msg}")
