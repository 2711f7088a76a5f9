import type { Condition } from '../../monitor/conditions.ts';
import { conditionInWords } from './conditions.ts';

/** What was done, as people say it. */
const ACTIONS: Readonly<Record<string, string>> = {
  'alert-rule.change': 'Changed an alert rule',
  'alert-rule.create': 'Added an alert rule',
  'alert-rule.delete': 'Deleted an alert rule',
  'api.change': 'Changed an API',
  'api.create': 'Added an API',
  'api.delete': 'Deleted an API',
  'api.identities': 'Set the identities of an API',
  backup: 'Made a backup',
  'channel.change': 'Changed a channel',
  'channel.create': 'Added a channel',
  'channel.delete': 'Deleted a channel',
  'channel.rotate': 'Made a new secret for a channel',
  'channel.test': 'Sent a test to a channel',
  'credential.create': 'Added a credential',
  'credential.delete': 'Deleted a credential',
  'credential.rename': 'Renamed a credential',
  'credential.replace': 'Replaced the value of a credential',
  'data.purge': 'Removed old data',
  'delivery.redeliver': 'Sent a delivery again',
  'encryption-key.rotate': 'Changed the encryption key',
  'finding.state': 'Set the state of a finding',
  'key.create': 'Created an API key',
  'key.revoke': 'Revoked an API key',
  'ownership.begin': 'Began a proof of ownership',
  'ownership.check': 'Checked a proof of ownership',
  'password.change': 'Changed the admin password',
  'release.create': 'Marked a release',
  'release.delete': 'Deleted the mark of a release',
  'result.upload': 'Sent a result',
  'retention.delete': 'Deleted a retention run',
  'retention.upload': 'Sent a retention run',
  'scan.cancel': 'Cancelled a scan',
  'scan.create': 'Started a scan',
  'scan.delete': 'Deleted a scan',
  'schedule.change': 'Changed a schedule',
  'schedule.create': 'Added a schedule',
  'schedule.delete': 'Deleted a schedule',
  'session.end': 'Signed out',
  'session.end-all': 'Signed out everywhere',
  'session.start': 'Signed in',
  'settings.change': 'Changed the settings',
};

export function actionInWords(action: string): string {
  return Object.hasOwn(ACTIONS, action) ? (ACTIONS[action] as string) : action;
}

/** `[['retention, results', '90'], …]`: each detail with what it is. @param names of what ids stand for */
export function detailsInWords(
  detail: Readonly<Record<string, unknown>>,
  names: ReadonlyMap<string, string>,
): [name: string, says: string][] {
  return Object.entries(detail).flatMap(([name, value]): [string, string][] => {
    // Nothing was said about it, or there is to be none.
    if (value === null || value === undefined || value === '') return [];
    if (name === 'condition') return [['condition', conditionInWords(value as Condition)]];
    if (typeof value !== 'object') return [[nameInWords(name), valueInWords(value, names)]];
    if (Array.isArray(value))
      return value.length === 0
        ? []
        : [[nameInWords(name), value.map((one) => partInWords(one, names)).join(', ')]];
    return detailsInWords(value as Record<string, unknown>, names).map(([inner, says]) => [
      `${nameInWords(name)}, ${inner}`,
      says,
    ]);
  });
}

function partInWords(value: unknown, names: ReadonlyMap<string, string>): string {
  if (value === null || typeof value !== 'object') return valueInWords(value, names);
  return detailsInWords({ ...value }, names)
    .map(([name, says]) => `${name} ${says}`)
    .join(' ');
}

const LONGEST = 200;
const SHORT_CHARACTERS = 8;

function valueInWords(value: unknown, names: ReadonlyMap<string, string>): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  const text = String(value);
  const named = names.get(text) ?? shortId(text);
  return named.length > LONGEST ? `${named.slice(0, LONGEST)}…` : named;
}

/** Ids are long, and links have all of it. */
export function shortId(text: string): string {
  return /^[0-9a-f-]{36}$/.test(text) ? `${text.slice(0, SHORT_CHARACTERS)}…` : text;
}

/** `jitterSeconds`: jitter seconds. */
function nameInWords(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
