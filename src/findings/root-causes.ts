import { TOPICS } from '../guides/topics.ts';
import type { Finding } from '../result.ts';
import { COVERS, placesNamed } from './covers.ts';
import { placeName } from './place-name.ts';
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
    rules: rulesOf('jwt-verification', {
      without: ['jwt-sensitive-claims', 'missing-authenticate-challenge'],
    }),
  },
  // Objects are looked up without their owner.
  {
    within: 'service',
    rules: rulesOf('object-ownership', {
      without: ['others-personal-data'],
      and: ['foreign-password-change', 'object-id-in-query', 'unsecured-path-parameter'],
    }),
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
    rules: rulesOf('mass-assignment', { and: ['open-request-schema'] }),
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
    rules: rulesOf('server-side-requests'),
  },
  { within: 'service', rules: rulesOf('cors') },
  // Errors reach the client as they are.
  {
    within: 'service',
    rules: rulesOf('error-handling', { without: ['fatal-request'] }),
  },
  // The web root holds files that are nobody's business.
  {
    within: 'service',
    rules: rulesOf('secret-files', { without: ['exposed-secret'], and: ['exposed-container-or-ci-file'] }),
  },
  {
    within: 'service',
    rules: ['forwarded-for-escape', 'key-rotation-escape', 'path-case-escape', 'query-variation-escape'],
  },
  { within: 'service', rules: ['session-survives-logout', 'session-survives-password-change'] },
];

/** The rules that one guide answers for, since the same code fixes them: all but some, and others that it does not show. */
function rulesOf(
  topic: keyof typeof TOPICS,
  { without = [], and = [] }: { readonly without?: readonly string[]; readonly and?: readonly string[] } = {},
): string[] {
  return [...TOPICS[topic].filter((rule) => !without.includes(rule)), ...and];
}

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
      const places = new Set([leader, ...others].flatMap(({ locations }) => locations.map(placeName))).size;
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
