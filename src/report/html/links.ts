import type { Finding } from '../../result.ts';
import type { Markup } from './markup.ts';
import { markup } from './markup.ts';

/** To the finding's card in this page; no link leads out of it. */
export function toFinding({ fingerprint, title }: Pick<Finding, 'fingerprint' | 'title'>): Markup {
  return markup`<a href="#${fingerprint}">${title}</a>`;
}

export function badge({ severity }: Pick<Finding, 'severity'>): Markup {
  return markup`<span class="badge ${severity}">${severity}</span>`;
}
