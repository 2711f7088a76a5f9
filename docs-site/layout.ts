import { CATALOGUE } from '../src/checks/index.ts';
import { escapeHtml } from '../src/report/html/markup.ts';
import { VERSION } from '../src/version.ts';
import { DOCUMENTS } from './document-pages.ts';
import type { Heading } from './markdown.ts';
import { anchorOf } from './markdown.ts';
import { pathOf } from './rule-pages.ts';
import type { SitePage } from './site-page.ts';
import { hrefFrom } from './site-page.ts';

/** The whole document around a page's own HTML. Every address is relative. */
export function drawPage(page: SitePage, html: string, headings: readonly Heading[]): string {
  const to = (path: string) => hrefFrom(page.path, path);
  // The page's own heading goes above its facts.
  const [, heading = '', rest = html] = /^\s*(<h1[^>]*>.*?<\/h1>)(.*)$/s.exec(html) ?? [];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(page.title)} · middlebrick</title>
<meta name="description" content="${escapeHtml(page.summary)}">
<link rel="stylesheet" href="${to('style.css')}">
<script defer src="${to('search.js')}" data-root="${to('')}"></script>
</head>
<body>
<a class="skip" href="#content">Skip to the text</a>
<header>
<a class="brand" href="${to('index.html')}">${MARK}middlebrick</a>
<div class="search" role="search"><input id="search" type="search" placeholder="Search ( / )" aria-label="Search" autocomplete="off" role="combobox" aria-expanded="false" aria-controls="results"><div id="results" role="listbox" aria-label="Search results" hidden></div></div>
<button id="menu" type="button" aria-expanded="false" aria-controls="navigation">Menu</button>
</header>
<div class="columns">
<nav id="navigation" aria-label="Pages">${navigation(page, to)}</nav>
<main id="content">
${heading}${page.lead}
${rest}
<footer>middlebrick ${VERSION}, Apache-2.0. Made from the sources of the repository by <code>npm run site</code>.</footer>
</main>
${contents(headings)}
</div>
</body>
</html>
`;
}

/** The mark: courses of bricks, the middle one lit. */
const MARK =
  '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M2 4h9v4H2zm11 0h9v4h-9zM2 16h9v4H2zm11 0h9v4h-9zM2 10h3v4H2zm17 0h3v4h-3z"/><path class="lit" d="M7 10h10v4H7z"/></svg>';

function navigation(page: SitePage, to: (path: string) => string): string {
  const link = (path: string, text: string) =>
    `<li><a href="${to(path)}"${path === page.path ? ' aria-current="page"' : ''}>${escapeHtml(text)}</a></li>`;
  const start = DOCUMENTS.map(({ path, title }) => link(path, title));
  start.splice(1, 0, link('rules.html', 'Rules and guides'));
  const checks = CATALOGUE.map(({ id, title, rules }) => {
    // Only the reader's own check is spelt out: all rules on all pages would be most of the site.
    const own = `<a href="${to('rules.html')}#${anchorOf(title)}">${escapeHtml(title)}</a>`;
    if (id !== page.group) return `<li>${own}</li>`;
    const inside = rules.map((rule) => {
      const here = page.path === pathOf(rule.id) || page.path.startsWith(`rules/${rule.id}/`);
      return `<li><a href="${to(pathOf(rule.id))}"${here ? ' aria-current="page"' : ''}>${rule.id}</a></li>`;
    });
    return `<li class="open">${own}<ul>${inside.join('')}</ul></li>`;
  });
  return `<h2>Start</h2><ul>${start.join('')}</ul><h2>Checks</h2><ul>${checks.join('')}</ul>`;
}

function contents(headings: readonly Heading[]): string {
  if (headings.length < 2) return '';
  const items = headings.map(({ id, text }) => `<li><a href="#${id}">${escapeHtml(text)}</a></li>`).join('');
  return `<aside aria-label="On this page"><h2>On this page</h2><ul>${items}</ul></aside>`;
}
