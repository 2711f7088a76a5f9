import type { Reporter } from './context.ts';

export const FORMATS = [
  'summary',
  'table',
  'json',
  'sarif',
  'junit',
  'markdown',
  'html',
  'github',
  'gitlab',
] as const;
export type Format = (typeof FORMATS)[number];

/** Loads the one reporter that is wanted: the others cost start-up time. */
export async function reporterFor(format: Format): Promise<Reporter> {
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
    case 'github':
      return (await import('./github.ts')).github;
    case 'gitlab':
      return (await import('./gitlab.ts')).gitlab;
  }
}
