import { readFileSync } from 'node:fs';
import type { SitePage } from './site-page.ts';

/** Pages that are written as Markdown in the repository, in the order of the navigation. */
export const DOCUMENTS: readonly {
  readonly source: string;
  readonly path: string;
  readonly title: string;
}[] = [
  { source: 'README.md', path: 'index.html', title: 'What it is' },
  { source: 'docs/cli.md', path: 'cli.html', title: 'Command line' },
  { source: 'docs/ci.md', path: 'ci.html', title: 'In a pipeline' },
  { source: 'docs/inputs.md', path: 'inputs.html', title: 'What a scan can be given' },
  { source: 'docs/identities.md', path: 'identities.html', title: 'Who is asking' },
  { source: 'docs/serve.md', path: 'serve.html', title: 'A server for a team' },
  { source: 'docs/dashboard.md', path: 'dashboard.html', title: 'The dashboard' },
  { source: 'docs/monitoring.md', path: 'monitoring.html', title: 'Monitoring' },
  { source: 'docs/webhooks.md', path: 'webhooks.html', title: 'Webhooks' },
  { source: 'docs/serve-security.md', path: 'serve-security.html', title: 'Server security' },
  { source: 'docs/api.md', path: 'api.html', title: 'REST API of the server' },
  { source: 'docs/sizing.md', path: 'sizing.html', title: 'Sizing' },
  { source: 'docs/scale.md', path: 'scale.html', title: '50,000 APIs' },
  { source: 'docs/mcp.md', path: 'mcp.html', title: 'In a coding assistant' },
  { source: 'docs/retention.md', path: 'retention.html', title: 'Memory per credential' },
  { source: 'docs/retention-recipes.md', path: 'retention-recipes.html', title: 'Retention recipes' },
  { source: 'docs/scoring.md', path: 'scoring.html', title: 'Scoring' },
  { source: 'docs/result.md', path: 'result.html', title: 'The result document' },
  { source: 'docs/accuracy.md', path: 'accuracy.html', title: 'Accuracy' },
  { source: 'docs/unseen.md', path: 'unseen.html', title: 'Unseen services' },
  { source: 'SECURITY.md', path: 'security.html', title: 'Safety' },
  { source: 'ARCHITECTURE.md', path: 'architecture.html', title: 'Architecture' },
  { source: 'CONTRIBUTING.md', path: 'contributing.html', title: 'Contributing' },
  { source: 'REVIEW.md', path: 'review.html', title: 'Review' },
  { source: 'CHANGELOG.md', path: 'changelog.html', title: 'Changes' },
];

export function documentPages(root: URL): SitePage[] {
  return DOCUMENTS.map(({ source, path, title }) => {
    const markdown = readFileSync(new URL(source, root), 'utf8');
    return { path, title, summary: firstSentence(markdown), group: 'start', lead: '', markdown };
  });
}

/** The first paragraph of prose, cut at its first full stop. */
export function firstSentence(markdown: string): string {
  const prose = markdown.split('\n\n').find((block) => /^[A-Z`]/.test(block)) ?? '';
  return (/^.*?[.!?](?=\s|$)/s.exec(prose)?.[0] ?? prose).replace(/[`*]/g, '').replace(/\s+/g, ' ');
}
