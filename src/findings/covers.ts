import type { Finding, FindingLocation } from '../result.ts';
import { SEVERITIES } from '../result.ts';

/** One cause that several rules see: the first finding tells it, the others add nothing to do. */
interface Cover {
  readonly keeps: string;
  readonly covers: readonly string[];
  /** `place`: only where every place of the covered finding is one of the kept. `service`: wherever they were seen. */
  readonly within: 'place' | 'service';
}

const FAILURES = [
  'unhandled-parameter-error',
  'ordinary-request-error',
  'malformed-url-error',
  'malformed-credential-error',
];
const FAILURE_TEXTS = ['verbose-error', 'internal-file-path-exposed'];
const IN_FILES = [
  'exposed-secret',
  'plaintext-password-exposed',
  'secret-in-url',
  'internal-address-exposed',
];

/** Ordered: a finding that is covered itself covers nothing. */
export const COVERS: readonly Cover[] = [
  // The file is to be taken away, and what stands in it with it.
  { keeps: 'exposed-environment-file', covers: IN_FILES, within: 'place' },
  { keeps: 'exposed-configuration', covers: IN_FILES, within: 'place' },
  { keeps: 'exposed-backup', covers: [...IN_FILES, 'password-hash-exposed'], within: 'place' },
  { keeps: 'exposed-actuator', covers: IN_FILES, within: 'place' },
  { keeps: 'exposed-container-or-ci-file', covers: IN_FILES, within: 'place' },
  // The labels are to go, whatever kind of key stands in them.
  { keeps: 'key-material-in-metrics', covers: ['exposed-secret'], within: 'place' },
  // One list of origins mends both.
  { keeps: 'reflected-origin', covers: ['permissive-preflight'], within: 'service' },
  // The failure is seen by what it prints.
  {
    keeps: 'debug-page-exposed',
    covers: ['stack-trace-exposed', ...FAILURES, ...FAILURE_TEXTS],
    within: 'place',
  },
  { keeps: 'stack-trace-exposed', covers: [...FAILURES, ...FAILURE_TEXTS], within: 'place' },
  { keeps: 'verbose-error', covers: [...FAILURES, 'internal-file-path-exposed'], within: 'place' },
  // One check of who asks is missing, and the place says how bad that is.
  { keeps: 'open-administrative-operation', covers: ['unauthenticated-operation'], within: 'place' },
  // One look-up without its owner, proven by two users or guessed by one.
  {
    keeps: 'foreign-object-served',
    covers: ['neighbour-object-served', 'object-id-in-query', 'foreign-secret-served'],
    within: 'place',
  },
  {
    keeps: 'neighbour-object-served',
    covers: ['object-id-in-query', 'foreign-secret-served'],
    within: 'place',
  },
];

/** Findings of one cause become one, never a lesser one, and it names what it stands for. Pure. */
export function withoutCovered(findings: readonly Finding[]): Finding[] {
  const gone = new Map<Finding, Finding>();
  for (const { keeps, covers, within } of COVERS) {
    for (const kept of findings) {
      if (kept.rule !== keeps || gone.has(kept)) continue;
      for (const other of findings) {
        if (!covers.includes(other.rule) || gone.has(other)) continue;
        if (SEVERITIES.indexOf(other.severity) < SEVERITIES.indexOf(kept.severity)) continue;
        if (within === 'service' || isWithin(other, kept)) gone.set(other, kept);
      }
    }
  }
  return findings
    .filter((finding) => !gone.has(finding))
    .map((finding) =>
      naming(
        finding,
        [...gone].filter(([, kept]) => kept === finding).map(([other]) => other),
      ),
    );
}

function isWithin(inner: Finding, outer: Finding): boolean {
  const places = new Set(outer.locations.flatMap(placesNamed));
  return inner.locations.every((location) => placesNamed(location).some((name) => places.has(name)));
}

/** The operation, and the address without host and query: one rule knows the place as the one, another as the other. */
export function placesNamed({ operation, method, url }: FindingLocation): string[] {
  const address = `${method} ${url.replace(/^https?:\/\/[^/]+/, '').replace(/[?#].*$/s, '')}`;
  return operation === undefined ? [address] : [operation, address];
}

function naming(finding: Finding, covered: readonly Finding[]): Finding {
  const [first, ...rest] = finding.locations;
  if (covered.length === 0 || !first) return finding;
  const titles = [...new Set(covered.map(({ title }) => title))].sort();
  return {
    ...finding,
    locations: [
      { ...first, evidenceSummary: `${first.evidenceSummary} Also: ${titles.join('; ')}.` },
      ...rest,
    ],
    related: covered
      .map(({ rule, title, fingerprint, locations }) => ({
        rule,
        title,
        fingerprint,
        locations: locations.map(({ evidenceSummary: _, spec: __, ...place }) => place),
      }))
      .sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1)),
  };
}
