import { escapeHtml } from '../src/report/html/markup.ts';

/** One page of the site before it is drawn. */
export interface SitePage {
  /** File below the site's folder, such as `rules/jwt-none-algorithm/axum.html`. */
  readonly path: string;
  readonly title: string;
  /** One sentence for search results and link previews. */
  readonly summary: string;
  /** Where it stands in the navigation: `start`, or the id of a check. */
  readonly group: string;
  /** Finished HTML of the page's own head: badges, facts, links to sibling pages. */
  readonly lead: string;
  readonly markdown: string;
  /** What search finds of it, where that is less than all of its text. */
  readonly searchable?: string;
}

/** From one page to another or to a file, relative: the site also works from a folder, without a server. */
export function hrefFrom(from: string, to: string): string {
  const up = '../'.repeat(from.split('/').length - 1);
  return `${up}${to}`;
}

/** Links to pages beside this one, for other frameworks and kinds of credential; none where it is alone. */
export function tabs(
  pages: readonly { readonly label: string; readonly path: string }[],
  here: string,
): string {
  if (pages.length < 2) return '';
  const links = pages.map(({ label, path }) => {
    const current = path === here ? ' aria-current="page"' : '';
    return `<a href="${hrefFrom(here, path)}"${current}>${escapeHtml(label)}</a>`;
  });
  return `<nav class="tabs" aria-label="Guides for">${links.join('')}</nav>`;
}
