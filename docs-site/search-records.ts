import type { SitePage } from './site-page.ts';

/** What the search of the site knows of one section of one page. */
export interface SearchRecord {
  readonly id: number;
  readonly path: string;
  readonly title: string;
  readonly text: string;
}

/** A page is found by its title, its rule id and its prose; code is left out, but for names in backticks. */
export function searchRecords(pages: readonly SitePage[]): SearchRecord[] {
  return pages
    .filter(({ searchable }) => searchable !== '')
    .map(({ path, title, markdown, searchable }, id) => ({
      id,
      path,
      title,
      text: plain(searchable ?? markdown),
    }));
}

function plain(markdown: string): string {
  return markdown
    .replace(/^# .*$/m, ' ')
    .replace(/^(`{3,}|~{3,}).*?^\1/gms, ' ')
    .replace(/<!--.*?-->/gs, ' ')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/^\|[ :|-]+\|$/gm, ' ')
    .replace(/[#*`|>]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
