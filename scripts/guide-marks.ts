/** What stands between `<!-- name -->` and `<!-- /name -->`, trimmed; undefined where the marks are missing. */
export function markedText(page: string, name: string): string | undefined {
  return between(page, name)?.trim();
}

/** The page with another text between these marks. @throws Error where they are missing */
export function replaceMarked(page: string, name: string, text: string): string {
  const body = between(page, name);
  if (body === undefined) throw new Error(`<!-- ${name} --> or its end is missing`);
  const [open, close] = marks(name);
  return page.replace(`${open}${body}${close}`, () => `${open}\n${text}\n${close}`);
}

/** A fence of plain output. */
export function asOutput(text: string): string {
  return `\`\`\`text\n${text}\n\`\`\``;
}

function between(page: string, name: string): string | undefined {
  const [open, close] = marks(name);
  const after = page.split(open)[1];
  return after?.includes(close) ? after.split(close)[0] : undefined;
}

/** `<!-- measured: axum-jwt/profile -->` ends with `<!-- /measured -->`. */
function marks(name: string): [open: string, close: string] {
  return [`<!-- ${name} -->`, `<!-- /${name.split(':')[0]} -->`];
}
