/** Where a sample comes from: languages without a tool here are read by people alone. */
const PARSED = new Set(['js', 'ts', 'tsx', 'python', 'go', 'rust', 'java', 'php', 'ruby', 'json', 'yaml']);
const UNPARSED = new Set(['csharp', 'nginx', 'toml', 'ini', 'sql', 'dockerfile', 'xml', 'html']);
/** Messages, output and what is typed: nothing that could be built. */
const NO_CODE = new Set(['http', 'text', 'sh']);

/** Languages that an application is written in: code in another one than the reader's is no help to them. */
const PROGRAMMING = new Set(['js', 'ts', 'tsx', 'python', 'go', 'rust', 'java', 'php', 'ruby', 'csharp']);

/** Languages that a fence may name. */
export const FENCE_LANGUAGES: ReadonlySet<string> = new Set([...PARSED, ...UNPARSED, ...NO_CODE]);
export const PARSED_LANGUAGES: ReadonlySet<string> = PARSED;

/** A fence with the marker above it, where it has one; group 1 is the file, 2 the language, 3 the text. */
export const FENCE =
  /(?:^<!-- sample: (\S+?)#[\w-]+ -->\n\n?)?^```(\w*)\n([\s\S]*?)\n?(?:^```$|$(?![\s\S]))/gm;

/** Says below each sample that was run where it comes from, and takes out the marks that commands go by. */
export function withOrigins(markdown: string): string {
  return markdown
    .replace(FENCE, (_whole, file: string | undefined, language: string, text: string) => {
      const note = file ? `\n\n*${originOf(file)}*` : '';
      return `\`\`\`${language}\n${text}\n\`\`\`${note}`;
    })
    .replace(/^<!-- \/?(?:shown|measured)(?:: \S+)? -->\n*/gm, '');
}

function originOf(file: string): string {
  return file.startsWith('fleet/guides/') ? `Built and scanned: ${file}` : `Built and measured: ${file}`;
}

/** Where a fence was: no page has it. */
const LEFT_OUT = '\0';

/** The text without code in languages of programs other than those given. */
export function withoutForeignCode(markdown: string, spoken: readonly string[]): string {
  return markdown
    .replace(FENCE, (whole, _file, language: string) =>
      PROGRAMMING.has(language) && !spoken.includes(language) ? LEFT_OUT : whole,
    )
    .split(LEFT_OUT)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '')
    .join('\n\n');
}
