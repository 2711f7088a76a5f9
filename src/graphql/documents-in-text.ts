/** A document of more is no request of a page; so many are read of all scripts together. */
const LONGEST = 20_000;
export const MOST_DOCUMENTS = 300;

/** Where an operation or a fragment begins, or a shorthand query in quotes. */
const BEGINS =
  /\b(?:query|fragment)\b(?=\s{0,20}(?:\w{1,200}\s{0,20})?(?:on\s|[({]))|\{(?<=[`"']\s{0,200}\{)(?=\s{0,200}[A-Za-z_])/g;

/** GraphQL documents that stand in a script: queries and fragments, each until its last brace. */
export function documentsIn(source: string): string[] {
  const found: string[] = [];
  let end = 0;
  for (const { index } of source.matchAll(BEGINS)) {
    if (index < end) continue;
    const document = balanced(source.slice(index, index + LONGEST));
    if (document === undefined) continue;
    end = index + document.length;
    found.push(plain(document));
  }
  return found;
}

function balanced(text: string): string | undefined {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (char === '`') return undefined;
    if (char === '{') depth += 1;
    if (char !== '}') continue;
    depth -= 1;
    if (depth === 0) return text.slice(0, at + 1);
    if (depth < 0) return undefined;
  }
  return undefined;
}

/** Without what the script puts in, and without the escapes of its strings. */
function plain(document: string): string {
  return document
    .replace(/\$\{[^{}]{0,200}\}/g, ' ')
    .replace(/\\[nrt]/g, ' ')
    .replace(/\\(["'`])/g, '$1');
}
