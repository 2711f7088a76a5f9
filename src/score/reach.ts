import type { Extent, OperationOutcome, OperationStatus } from '../result.ts';
import { LEAST_REACHED, WHOLE_ENOUGH } from './formula.ts';

/** How much of the API the scan saw, in numbers and in one line. */
export interface Reach {
  readonly extent: Extent;
  readonly label: string;
  readonly operations: { readonly known: number; readonly reached: number };
  /** Why there is no grade, whatever the checks found. */
  readonly withheld?: string;
  /** What the grade does not speak of. */
  readonly partial?: string;
}

export interface ReachInput {
  readonly operations: readonly Pick<OperationOutcome, 'method' | 'status'>[];
  /** Users whose credential opened something that is closed to others. */
  readonly users: number;
  /** Users with a credential, whatever it opened. */
  readonly given: number;
  readonly mode: 'safe' | 'active';
  /** Why the scan ended early. */
  readonly brokeOff?: string | undefined;
}

export function reachOf({ operations, users, given, mode, brokeOff }: ReachInput): Reach {
  const extent = users === 0 ? 'public surface only' : users === 1 ? 'one user' : 'two users';
  const reads = operations.filter(({ method }) => method === 'GET' || method === 'QUERY');
  const counts = countsOf(operations);
  const ofReads = countsOf(reads);
  const reached = counts.get('tested') ?? 0;
  const refused = (ofReads.get('unauthorized') ?? 0) + (ofReads.get('forbidden') ?? 0);
  const seen = ofReads.get('tested') ?? 0;
  const withheld = reasonToWithhold({ brokeOff, known: operations.length, reached, refused, reads, seen });
  const partial = [
    ...(reads.length > 0 && seen < reads.length * WHOLE_ENOUGH
      ? [`${seen} of ${reads.length} operations that can be read were reached${beside(ofReads)}`]
      : []),
    ...(given > 0 && users === 0 ? ['the login opened nothing that is closed without it'] : []),
  ].join('; ');
  return {
    extent,
    label: `${extent}${mode === 'active' ? ', active' : ''}: ${reached} of ${operationsCounted(operations.length)} reached${beside(counts)}`,
    operations: { known: operations.length, reached },
    ...(withheld === undefined ? {} : { withheld }),
    ...(partial === '' ? {} : { partial }),
  };
}

interface Extents {
  readonly brokeOff: string | undefined;
  readonly known: number;
  readonly reached: number;
  readonly refused: number;
  readonly reads: readonly unknown[];
  readonly seen: number;
}

function reasonToWithhold({ brokeOff, known, reached, refused, reads, seen }: Extents): string | undefined {
  if (brokeOff !== undefined) return `the scan ended early: ${brokeOff}`;
  if (reached === 0) return `no operation of the API was reached, of ${known} known`;
  // Those that refuse are told by the label, and a credential opens them; the others were just not seen.
  const open = reads.length - refused;
  if (seen < open * LEAST_REACHED)
    return `only ${seen} of ${open} operations that need no credential were reached`;
  return undefined;
}

/** How operations that were not reached answered, in the words of a sentence. */
const ANSWERS: Readonly<Record<OperationStatus, string>> = {
  tested: 'reached',
  empty: 'returned no content',
  unauthorized: 'returned 401',
  forbidden: 'returned 403',
  'bad-request': 'rejected the request (400)',
  'unsupported-media-type': 'returned 415',
  'method-not-allowed': 'returned 405',
  redirected: 'redirected',
  'rate-limited': 'returned 429',
  'server-error': 'returned 5xx',
  unexpected: 'returned an error or an unknown status',
  'not-found': 'returned 404',
  'no-answer': 'no response',
  skipped: 'not requested',
};

/** Reasons told in the line; the table of operations has them all. */
const TOLD = 3;

function beside(counts: ReadonlyMap<OperationStatus, number>): string {
  return [...counts]
    .filter(([status]) => status !== 'tested')
    .sort((a, b) => b[1] - a[1])
    .slice(0, TOLD)
    .map(([status, count]) => `, ${count} ${ANSWERS[status]}`)
    .join('');
}

function countsOf(operations: readonly Pick<OperationOutcome, 'status'>[]): Map<OperationStatus, number> {
  const counts = new Map<OperationStatus, number>();
  for (const { status } of operations) counts.set(status, (counts.get(status) ?? 0) + 1);
  return counts;
}

function operationsCounted(count: number): string {
  return `${count} operation${count === 1 ? '' : 's'}`;
}
