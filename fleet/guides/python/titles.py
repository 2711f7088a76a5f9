"""The title of a page."""

import html
import re


def title_of(page: str) -> str:
    found = re.search(r"<title[^<>]{0,200}>([^<]{0,300})", page, re.IGNORECASE)
    return html.unescape(found[1]).strip()[:300] if found else ""
