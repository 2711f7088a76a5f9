/** npm run site [folder]: writes the documentation as static files that need no server. */
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { TOPICS } from '../src/guides/topics.ts';
import { DOCUMENTS, documentPages } from './document-pages.ts';
import { drawPage } from './layout.ts';
import { drawMarkdown } from './markdown.ts';
import { pathOf, rulePages } from './rule-pages.ts';
import { searchRecords } from './search-records.ts';
import type { SitePage } from './site-page.ts';
import { hrefFrom } from './site-page.ts';
import { topicPages, topicPath } from './topic-pages.ts';

const root = new URL('../', import.meta.url);
const IMAGES = ['docs/report.png', 'docs/dashboard.png'];

/** Writes the site into `folder`, which is emptied first. Returns the paths of its pages. */
export async function buildSite(folder: string): Promise<string[]> {
  const pages = [...documentPages(root), ...(await rulePages(root)), ...topicPages(root)];
  rmSync(folder, { recursive: true, force: true });
  for (const page of pages) {
    const { html, headings } = drawMarkdown(page.markdown, (href) => addressOn(page, href));
    const file = join(folder, page.path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, drawPage(page, html, headings));
  }
  const asset = (name: string) => fileURLToPath(new URL(name, root));
  copyFileSync(asset('docs-site/style.css'), join(folder, 'style.css'));
  for (const image of IMAGES) copyFileSync(asset(image), join(folder, posix.basename(image)));
  // A script and not JSON: browsers refuse to fetch beside a page that was opened from a folder.
  writeFileSync(
    join(folder, 'search-records.js'),
    `globalThis.searchRecords = ${JSON.stringify(searchRecords(pages))};\n`,
  );
  await build({
    entryPoints: [asset('docs-site/client/search.ts')],
    outfile: join(folder, 'search.js'),
    bundle: true,
    minify: true,
    logLevel: 'error',
  });
  return pages.map(({ path }) => path);
}

function guidePath(folder: string, name = 'any'): string {
  return name !== 'any' && Object.hasOwn(TOPICS, folder) ? topicPath(folder, name) : pathOf(folder, name);
}

/** Addresses between the repository's files become addresses between the site's pages. */
function addressOn(page: SitePage, href: string): string {
  if (/^[a-z]+:|^#/.test(href)) return href;
  const [file = '', anchor] = href.split('#');
  const tail = anchor === undefined ? '' : `#${anchor}`;
  if (page.path === 'rules.html') return href;
  const source = DOCUMENTS.find(({ path }) => path === page.path)?.source;
  const named = source ? posix.join(posix.dirname(source), file) : posix.basename(file);
  if (IMAGES.includes(named)) return hrefFrom(page.path, posix.basename(named));
  if (named === 'docs/rules.md') return hrefFrom(page.path, `rules.html${tail}`);
  const document = DOCUMENTS.find((one) => one.source === named || one.source === `docs/${named}`);
  if (document) return hrefFrom(page.path, document.path + tail);
  const guide = /(?:^|\/)?guides\/([\w-]+)\/([\w-]+)\.md$/.exec(named);
  if (guide) return hrefFrom(page.path, guidePath(guide[1] ?? '', guide[2]));
  return `https://github.com/middlebrick/middlebrick/blob/main/${named}${tail}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = process.argv[2] ?? fileURLToPath(new URL('site/', root));
  const pages = await buildSite(folder);
  process.stdout.write(`${pages.length} pages in ${folder}; open index.html\n`);
}
