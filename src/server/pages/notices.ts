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
  'session-ended': 'That session is signed out.',
  'signed-out': 'You are signed out.',
  'signed-out-everywhere': 'You are signed out everywhere.',
  'key-revoked': 'The key is revoked.',
  'schedule-added': 'The schedule was added.',
  'schedule-changed': 'The changes are saved.',
  'schedule-paused': 'The schedule is paused.',
  'schedule-resumed': 'The schedule runs again.',
  'schedule-deleted': 'The schedule was deleted.',
  'channel-added': 'The channel was added. Send a test to see that it works.',
  'channel-changed': 'The changes are saved.',
  'channel-deleted': 'The channel was deleted.',
  'alert-rule-added': 'The alert rule was added.',
  'alert-rule-changed': 'The changes are saved.',
  'alert-rule-deleted': 'The alert rule was deleted.',
  'credential-added': 'The credential is kept, encrypted. Give it to an API by its identities.',
  'credential-renamed': 'The new name is saved.',
  'credential-replaced': 'The new value is kept. The next scans use it.',
  'credential-deleted': 'The credential was deleted.',
  'identities-saved': 'The identities are saved. The next scan speaks as them.',
  'ownership-begun': 'Publish one of the two, then check.',
  'ownership-checked': 'It was looked for just now.',
  'settings-saved': 'The settings are saved.',
  purged: 'What was older than these settings keep is removed.',
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
