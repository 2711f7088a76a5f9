import type { PageContext } from './site.ts';

/** What a page says after a change; its address names which. */
const NOTICES = {
  'api-added': 'The API was added.',
  'api-changed': 'The changes are saved.',
  'api-deleted': 'The API was deleted, with its scans and findings.',
  'release-marked': 'The release is marked.',
  'scan-deleted': 'The scan was deleted.',
  'state-set': 'The state of the finding is saved. Later scans know it.',
  'password-set': 'The password is set. It opens the dashboard from now on.',
} as const;

export type Notice = keyof typeof NOTICES;

/** To a page after a change, which says it. */
export function redirect(context: PageContext, path: string, notice?: Notice): Response {
  if (notice === undefined) return context.redirect(path, 303);
  const [before = '', anchor] = path.split('#');
  const to = `${before}${before.includes('?') ? '&' : '?'}notice=${notice}`;
  return context.redirect(anchor === undefined ? to : `${to}#${anchor}`, 303);
}

export function noticeOf(context: PageContext): string | undefined {
  const given = context.req.query('notice') ?? '';
  return Object.hasOwn(NOTICES, given) ? NOTICES[given as Notice] : undefined;
}
