import type { Finding } from '../result.ts';

/** Root causes that reports tell in full: as many as somebody reads who has other things to do. */
export const FIX_FIRST = 5;

/** What an attacker can do: descriptions of rules say it in their first sentence. */
export function impactOf({ description }: Pick<Finding, 'description'>): string {
  const end = description.indexOf('. ');
  return end < 0 ? description : description.slice(0, end + 1);
}

/** Who can use a flaw, from those who need least. */
export const ATTACKERS = [
  'without an account',
  'with any user account',
  'with a privileged account',
  'if a user opens a link or page of theirs',
  'on the network path',
] as const;

export type Attacker = (typeof ATTACKERS)[number];

/** Who can use it, by the metrics of its CVSS vector (CVSS 4.0, section 2.1); what TLS guards is told by its check. */
export function attackerOf({ check, cvss }: Pick<Finding, 'check' | 'cvss'>): Attacker {
  if (check === 'encryption') return 'on the network path';
  const metrics = new Set(cvss.vector.split('/'));
  if (metrics.has('UI:A') || metrics.has('UI:P')) return 'if a user opens a link or page of theirs';
  if (metrics.has('PR:H')) return 'with a privileged account';
  return metrics.has('PR:L') ? 'with any user account' : 'without an account';
}
