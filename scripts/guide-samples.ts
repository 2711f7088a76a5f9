import { existsSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';

const LANGUAGES: Readonly<Record<string, string>> = {
  '.rs': 'rust',
  '.py': 'python',
  '.js': 'js',
  '.ts': 'ts',
  '.go': 'go',
  '.java': 'java',
  '.php': 'php',
  '.rb': 'ruby',
  '.cs': 'csharp',
};

/** A marker, and the fence behind it where it has been written. */
const SAMPLE = /^<!-- sample: (\S+)#([\w-]+) -->$(?:\n\n?```\w*\n[\s\S]*?\n```$)?/gm;

/** The page with every sample as it stands in its source. @throws Error that names the marker that leads nowhere */
export function withSamples(page: string): string {
  return page.replace(SAMPLE, (_whole, file: string, region: string) => {
    const language = LANGUAGES[extname(file)];
    if (!language) throw new Error(`${file}#${region}: no language is known for ${extname(file)}`);
    return `<!-- sample: ${file}#${region} -->\n\`\`\`${language}\n${regionOf(file, region)}\n\`\`\``;
  });
}

/** What stands between `region: name` and the next `endregion`, moved to the left edge. */
function regionOf(file: string, region: string): string {
  if (!existsSync(file)) throw new Error(`${file}#${region}: there is no such file`);
  const lines = readFileSync(file, 'utf8').split('\n');
  const isMark = (line: string, mark: string) => line.trim().replace(/^(?:\/\/|#) */, '') === mark;
  const start = lines.findIndex((line) => isMark(line, `region: ${region}`));
  const length = lines.slice(start + 1).findIndex((line) => isMark(line, 'endregion'));
  if (start === -1 || length === -1) throw new Error(`${file}#${region}: there is no such region`);
  const body = lines.slice(start + 1, start + 1 + length);
  const margin = Math.min(...body.filter((line) => line !== '').map((line) => line.search(/\S/)));
  return body
    .map((line) => line.slice(margin))
    .join('\n')
    .trim();
}
