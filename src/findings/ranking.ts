import type { Confidence, Finding, Severity } from '../result.ts';

/** What is lost where a finding is exploited: a step of severity is worth more than any reach. */
const IMPACT: Readonly<Record<Severity, number>> = { critical: 70, high: 35, medium: 15, low: 5, info: 1 };

/** How sure it is that there is anything to fix. */
const SURE: Readonly<Record<Confidence, number>> = { confirmed: 1, likely: 0.7, tentative: 0.4 };

/** What stands between an attacker and the flaw (metrics of CVSS 4.0): each leaves a share of those who could try. */
const BARRIERS: Readonly<Record<string, number>> = {
  'AV:A': 0.8,
  'AV:L': 0.6,
  'AC:H': 0.8,
  'AT:P': 0.7,
  'PR:L': 0.85,
  'PR:H': 0.6,
  'UI:P': 0.8,
  'UI:A': 0.7,
};

/** What each doubling of the places adds, up to twice the weight of one: half an API is worse than an operation, not ten times. */
const FOR_A_DOUBLING = 0.15;
const WIDEST = 2;

type Ranked = Pick<Finding, 'severity' | 'confidence' | 'cvss' | 'fingerprint' | 'locations' | 'unlocks'>;

/** Impact × confidence × reach: what to fix first has most of it. `places`: where else its cause was seen, too. */
export function urgencyOf(finding: Ranked, places = placesOf(finding)): number {
  const open = finding.cvss.vector.split('/').reduce((share, metric) => share * (BARRIERS[metric] ?? 1), 1);
  const wide = Math.min(WIDEST, 1 + FOR_A_DOUBLING * Math.log2(Math.max(1, places)));
  return IMPACT[finding.severity] * SURE[finding.confidence] * open * wide;
}

/** What to fix first stands first; the order is the same for the same findings. */
export function byUrgency(a: Ranked, b: Ranked): number {
  return (
    urgencyOf(b) - urgencyOf(a) ||
    b.cvss.score - a.cvss.score ||
    (a.fingerprint < b.fingerprint ? -1 : a.fingerprint > b.fingerprint ? 1 : 0)
  );
}

function placesOf({ locations, unlocks = [] }: Pick<Finding, 'locations' | 'unlocks'>): number {
  return locations.length + unlocks.length;
}
