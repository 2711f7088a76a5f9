import type { RecordedOperations } from '../inputs/operations.ts';
import { matchOperation } from '../openapi/cross-reference.ts';
import { addOperations, conflictsAmong } from '../openapi/merge-specs.ts';
import type { BodyContent, Operation, Spec } from '../openapi/operation.ts';
import { shown } from '../openapi/problems.ts';
import { createHarvester, mergeIdentifiers } from '../values/harvest.ts';
import { valuesInUrl } from '../values/url-values.ts';
import type { HarvestedId } from './surface.ts';

/** What requests that the user gave add to the operations of documents. */
export interface WithRecorded {
  /** Those of documents alone. */
  readonly documented: readonly Operation[];
  /** All of them, those of documents first. */
  readonly operations: readonly Operation[];
  /** What the requests and their answers held, as values for parameters. */
  readonly values: readonly HarvestedId[];
}

/**
 * Operations of documents first, then those that only requests know. A request to a documented operation gives it its
 * values, and its body as an example where the document has none.
 */
export function withRecorded(
  documented: readonly Operation[],
  recordings: readonly RecordedOperations[],
): WithRecorded {
  const exampled = [...documented];
  for (const { spec } of recordings) {
    for (const { method, server, path, bodies } of spec.operations) {
      const known = matchOperation(documented, method, server + path);
      const at = known ? documented.indexOf(known) : -1;
      const now = exampled[at];
      if (now && bodies.length > 0) exampled[at] = withExamples(now, bodies);
    }
  }
  const operations = recordings.reduce<readonly Operation[]>(
    (known, { spec }) => addOperations(known, spec.operations),
    exampled,
  );
  // Requests were templated by the look of their paths, as answers are: only documents know better.
  const harvest = createHarvester(documented, operations);
  const sent = recordings.flatMap(({ spec, sent: urls }) =>
    spec.operations.flatMap((own) =>
      (urls.get(own.id) ?? []).flatMap((below) => {
        const url = own.server + below;
        return valuesInUrl(matchOperation(documented, own.method, url) ?? own, url, url);
      }),
    ),
  );
  const answered = recordings.flatMap(({ answers }) => answers.map(harvest));
  return { documented: exampled, operations, values: mergeIdentifiers([sent, ...answered]) };
}

function withExamples(operation: Operation, recorded: readonly BodyContent[]): Operation {
  const bodies = operation.bodies.map((content) => {
    const seen = recorded.find(({ mediaType }) => mediaType === content.mediaType);
    return content.example !== undefined || seen === undefined
      ? content
      : { ...content, example: seen.example };
  });
  return { ...operation, bodies };
}

/** One after the other: what is learnt of unknown paths below one base serves the next. */
export async function inTurn<Given>(
  given: readonly Given[],
  settle: (one: Given) => Promise<Given>,
): Promise<Given[]> {
  const done: Given[] = [];
  for (const one of given) done.push(await settle(one));
  return done;
}

/** In a line; the result lists them all. */
const TOLD_PROBLEMS = 3;

/** What was lost while the document was read is not tested, and nobody would know. */
export function tellProblems({ problems }: Spec, warn: (says: string) => void): void {
  if (problems.length === 0) return;
  const told = problems.slice(0, TOLD_PROBLEMS).join(' ');
  const more = problems.length > TOLD_PROBLEMS ? ' … (--format json lists all)' : '';
  warn(
    `${problems.length === 1 ? '1 problem' : `${problems.length} problems`} in the document: ${told}${more}`,
  );
}

/** Operations that are named, of those that several documents describe in different ways. */
const NAMED = 3;

/** Only one of two descriptions is tested, and nobody would know which. */
export function tellConflicts(documents: readonly Spec[], warn: (says: string) => void): void {
  const conflicts = documents.length < 2 ? [] : conflictsAmong(documents);
  if (conflicts.length === 0) return;
  const named = conflicts
    .slice(0, NAMED)
    .map(({ id }) => id)
    .join(', ');
  const more = conflicts.length > NAMED ? ` and ${conflicts.length - NAMED} more` : '';
  warn(
    `The documents ${documents.map(({ uri }) => shown(uri)).join(', ')} describe ${named}${more} in different ways: the first of them counts.`,
  );
}
