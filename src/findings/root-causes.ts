import type { Finding } from '../result.ts';
import { COVERS, placesNamed } from './covers.ts';
import { byUrgency, urgencyOf } from './ranking.ts';

/** Findings that one change of the code would fix. */
export interface RootCause {
  /** The most urgent of them: it tells what is lost. */
  readonly leader: Finding;
  /** The others, most urgent first. */
  readonly others: readonly Finding[];
  /** Where any of them was seen, each place once. */
  readonly places: number;
}

interface Family {
  readonly rules: readonly string[];
  /** `service`: the code is one wherever it shows. `place`: only where a finding shows at a place of the leader. */
  readonly within: 'place' | 'service';
}

/** A rule stands in one of them at most. */
export const FAMILIES: readonly Family[] = [
  // One function verifies and issues tokens.
  {
    within: 'service',
    rules: [
      'damaged-credential-accepted',
      'jwt-algorithm-confusion',
      'jwt-audience-unchecked',
      'jwt-blank-ecdsa-signature',
      'jwt-critical-header-ignored',
      'jwt-embedded-key-trusted',
      'jwt-expired-accepted',
      'jwt-issuer-unchecked',
      'jwt-key-address-trusted',
      'jwt-kid-injection',
      'jwt-missing-expiry',
      'jwt-none-algorithm',
      'jwt-not-before-ignored',
      'jwt-overlong-lifetime',
      'jwt-signature-unchecked',
      'jwt-unsigned-accepted',
      'jwt-weak-key',
      'jwt-weak-secret',
      'rubbish-credential-accepted',
    ],
  },
  // Objects are looked up without their owner.
  {
    within: 'service',
    rules: [
      'anonymous-object-served',
      'anonymous-object-written',
      'existence-leak',
      'foreign-field-served',
      'foreign-object-served',
      'foreign-object-written',
      'foreign-password-change',
      'foreign-secret-served',
      'neighbour-object-served',
      'object-id-in-query',
      'object-made-for-another',
      'predictable-identifiers',
      'refused-object-listed',
      'unsecured-path-parameter',
      'wildcard-identifier',
    ],
  },
  // Operations do not ask who may call them.
  {
    within: 'service',
    rules: [
      'method-dependent-authentication',
      'open-administrative-operation',
      'plain-user-administrative-access',
      'plain-user-administrative-write',
      'role-policy-violated',
      'unauthenticated-operation',
      'version-bypass',
    ],
  },
  // Bodies are copied into records.
  {
    within: 'service',
    rules: ['mass-assignment', 'open-request-schema', 'self-granted-privilege', 'writable-read-only-field'],
  },
  // Records are returned as they are stored.
  {
    within: 'place',
    rules: [
      'email-addresses-exposed',
      'internal-field-exposed',
      'others-personal-data',
      'password-hash-exposed',
      'personal-fields-exposed',
      'phone-numbers-exposed',
      'plaintext-password-exposed',
      'role-field-exposed',
      'secret-field-exposed',
      'undeclared-response-field',
    ],
  },
  {
    within: 'service',
    rules: ['cloud-metadata-reachable', 'fetched-content-echoed', 'server-side-fetch', 'url-parameter'],
  },
  {
    within: 'service',
    rules: [
      'null-origin-allowed',
      'permissive-preflight',
      'prefix-matched-origin',
      'reflected-origin',
      'wildcard-origin-with-credentials',
    ],
  },
  // Errors reach the client as they are.
  {
    within: 'service',
    rules: [
      'debug-page-exposed',
      'internal-file-path-exposed',
      'malformed-credential-error',
      'malformed-url-error',
      'ordinary-request-error',
      'stack-trace-exposed',
      'unhandled-parameter-error',
      'verbose-error',
    ],
  },
  // The web root holds files that are nobody's business.
  {
    within: 'service',
    rules: [
      'directory-listing',
      'exposed-backup',
      'exposed-configuration',
      'exposed-container-or-ci-file',
      'exposed-environment-file',
      'exposed-version-control',
    ],
  },
  {
    within: 'service',
    rules: ['forwarded-for-escape', 'key-rotation-escape', 'path-case-escape', 'query-variation-escape'],
  },
  { within: 'service', rules: ['session-survives-logout', 'session-survives-password-change'] },
];

/** What to fix first stands first: each cause once, with all that it explains. Pure. */
export function rootCauses(findings: readonly Finding[]): RootCause[] {
  const groups: [Finding, ...Finding[]][] = [];
  for (const finding of findings.toSorted(byUrgency)) {
    const group = groups.find(([leader]) => leader.rule === finding.rule || shareCause(leader, finding));
    if (group) group.push(finding);
    else groups.push([finding]);
  }
  return groups
    .map(([leader, ...others]) => {
      const places = new Set([leader, ...others].flatMap(({ locations }) => locations.map(nameOf))).size;
      return { cause: { leader, others, places }, urgency: urgencyOf(leader, places) };
    })
    .sort((a, b) => b.urgency - a.urgency || byUrgency(a.cause.leader, b.cause.leader))
    .map(({ cause }) => cause);
}

function shareCause(leader: Finding, other: Finding): boolean {
  return (
    FAMILIES.some(
      ({ rules, within }) =>
        rules.includes(leader.rule) &&
        rules.includes(other.rule) &&
        (within === 'service' || meet(leader, other)),
    ) ||
    (coveredBy(leader.rule, other.rule) && meet(leader, other))
  );
}

/** One rule tells what the other tells, where both look at one place: a file, and the key that stands in it. */
function coveredBy(one: string, other: string): boolean {
  return COVERS.some(
    ({ keeps, covers }) =>
      (keeps === one && covers.includes(other)) || (keeps === other && covers.includes(one)),
  );
}

/** The place that speaks for the other finding is a place of the leader. */
function meet(leader: Finding, { locations: [first] }: Finding): boolean {
  if (first === undefined) return false;
  const names = placesNamed(first);
  return leader.locations.some((location) => placesNamed(location).some((name) => names.includes(name)));
}

function nameOf({ operation, method, url }: Finding['locations'][number]): string {
  return operation ?? `${method} ${url}`;
}
