import type { Reporter } from './context.ts';
import type { Notation } from './runner-commands.ts';
import { withoutCommands } from './runner-commands.ts';

export const FORMATS = [
  'summary',
  'table',
  'json',
  'sarif',
  'junit',
  'markdown',
  'html',
  'csv',
  'github',
  'gitlab',
  'gitlab-dast',
] as const;
export type Format = (typeof FORMATS)[number];

/** How each format may write a sign that a CI runner would take for the beginning of a command. */
const NOTATIONS: Readonly<Record<Format, Notation | undefined>> = {
  summary: 'words',
  table: 'words',
  json: 'json',
  sarif: 'json',
  junit: 'markup',
  markdown: 'words',
  html: 'markup',
  csv: 'words',
  // Its lines are commands; nothing in them can begin another.
  github: undefined,
  gitlab: 'json',
  'gitlab-dast': 'json',
};

/** The one reporter that is wanted. Reports end up in logs: no line of any is a command to the runner that prints it. */
export async function reporterFor(format: Format): Promise<Reporter> {
  const reporter = await loaded(format);
  const notation = NOTATIONS[format];
  if (notation === undefined) return reporter;
  return (result, context) => withoutCommands(reporter(result, context), notation);
}

/** The others would cost start-up time. */
async function loaded(format: Format): Promise<Reporter> {
  switch (format) {
    case 'summary':
      return (await import('./summary.ts')).summary;
    case 'table':
      return (await import('./table.ts')).table;
    case 'json':
      return (await import('./json.ts')).json;
    case 'sarif':
      return (await import('./sarif.ts')).sarif;
    case 'junit':
      return (await import('./junit.ts')).junit;
    case 'markdown':
      return (await import('./markdown.ts')).markdown;
    case 'html':
      return (await import('./html/html.ts')).html;
    case 'csv':
      return (await import('./csv.ts')).csv;
    case 'github':
      return (await import('./github.ts')).github;
    case 'gitlab':
      return (await import('./gitlab.ts')).gitlab;
    case 'gitlab-dast':
      return (await import('./gitlab-dast.ts')).gitlabDast;
  }
}
