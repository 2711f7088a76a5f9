/** Where a sample comes from: languages without a tool here are read by people alone. */
const PARSED = new Set(['js', 'ts', 'tsx', 'python', 'go', 'rust', 'java', 'php', 'ruby', 'json', 'yaml']);
const UNPARSED = new Set(['csharp', 'nginx', 'toml', 'ini', 'sql', 'dockerfile', 'xml', 'html']);
/** Messages, output and what is typed: nothing that could be built. */
const NO_CODE = new Set(['http', 'text', 'sh']);

/** Languages that a fence may name. */
export const FENCE_LANGUAGES: ReadonlySet<string> = new Set([...PARSED, ...UNPARSED, ...NO_CODE]);
export const PARSED_LANGUAGES: ReadonlySet<string> = PARSED;

/** A fence with the marker above it, where it has one; group 1 is the file, 2 the language, 3 the text. */
export const FENCE =
  /(?:^<!-- sample: (\S+?)#[\w-]+ -->\n\n?)?^```(\w*)\n([\s\S]*?)\n?(?:^```$|$(?![\s\S]))/gm;

/** Says below each sample how far it can be trusted, and takes out the marks that commands go by. */
export function withOrigins(markdown: string): string {
  return markdown
    .replace(FENCE, (_whole, file: string | undefined, language: string, text: string) => {
      const note = originOf(file, language);
      return `\`\`\`${language}\n${text}\n\`\`\`${note ? `\n\n*${note}*` : ''}`;
    })
    .replace(/^<!-- \/?(?:shown|measured)(?:: \S+)? -->\n*/gm, '');
}

function originOf(file: string | undefined, language: string): string | undefined {
  if (file) return `Built and measured: ${file}`;
  if (NO_CODE.has(language)) return undefined;
  return PARSED.has(language) ? 'Parsed, not built.' : 'Not built.';
}
