import { escapeHtml } from '../../report/html/markup.ts';
import type { Grade } from '../../result.ts';
import { absent } from '../api/problem.ts';
import { apiById } from '../store/apis.ts';
import { pageRouter } from './site.ts';

const COLOURS: Readonly<Record<Grade, string>> = {
  A: '#1a7f4b',
  B: '#5a7d1a',
  C: '#946200',
  D: '#b4530a',
  F: '#b42335',
};
const NO_GRADE = '#5a606b';
const LABEL = 'API security';
const LABEL_WIDTH = 84;
/** Of a letter of 11 pixels, about. */
const LETTER_WIDTH = 7;
const EDGE = 8;

/** The grade for a README: without a key, where the API's settings allow it; else there is nothing, whatever there is. */
export function badge() {
  return pageRouter().get('/badge/:file', async (context) => {
    const id = /^([\w-]{1,100})\.svg$/.exec(context.req.param('file'))?.[1];
    const api = id === undefined ? undefined : await apiById(context.get('site').store.db, id);
    if (api === undefined || !api.public_badge) throw absent('badge');
    return context.body(drawing(api.last_grade, api.last_score), 200, {
      'Content-Type': 'image/svg+xml',
      // Pages elsewhere show it, and proxies of images ask again when it may have changed.
      'Cross-Origin-Resource-Policy': 'cross-origin',
      'Cache-Control': 'public, max-age=300',
    });
  });
}

function drawing(grade: Grade | null, score: number | null): string {
  const says = grade === null ? 'no grade' : `${grade} ${Math.round(score ?? 0)}/100`;
  const width = says.length * LETTER_WIDTH + 2 * EDGE;
  const all = LABEL_WIDTH + width;
  const title = escapeHtml(`${LABEL}: ${says}`);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${all}" height="20" role="img" aria-label="${title}"><title>${title}</title><clipPath id="r"><rect width="${all}" height="20" rx="4"/></clipPath><g clip-path="url(#r)"><rect width="${LABEL_WIDTH}" height="20" fill="#33373f"/><rect x="${LABEL_WIDTH}" width="${width}" height="20" fill="${grade === null ? NO_GRADE : COLOURS[grade]}"/></g><g fill="#fff" text-anchor="middle" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11"><text x="${LABEL_WIDTH / 2}" y="14">${LABEL}</text><text x="${LABEL_WIDTH + width / 2}" y="14">${escapeHtml(says)}</text></g></svg>\n`;
}
