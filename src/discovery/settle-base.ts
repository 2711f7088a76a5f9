import { sifted } from '../http/breath.ts';
import type { Exchange } from '../http/exchange.ts';
import type { Identity } from '../identities/identity.ts';
import { isRead, type Spec } from '../openapi/operation.ts';
import { requestFor } from '../openapi/samples.ts';
import type { Target } from '../target.ts';
import type { AbsentLearner } from './absent.ts';
import { basePathsFor, rebased } from './base-path.ts';
import type { Inquiry } from './inquiry.ts';
import { isRisky } from './risky-path.ts';

/** Operations that are asked below each path: enough that not all of them are retired, few enough to cost nothing. */
const ASKED = 4;

export interface Settling {
  readonly inquiry: Inquiry;
  readonly learner: AbsentLearner;
  readonly target: Target;
  readonly speaker: Identity | undefined;
  /** What the user said with --base-path: nothing else is tried. */
  readonly basePath: string | undefined;
  readonly warn: (says: string) => void;
}

/**
 * The document with its operations where they answer. Only where the first of them answer as unknown paths do, the
 * next likely path is tried; the user is told when it is another one than what was said.
 */
export async function settleBase(spec: Spec, settling: Settling): Promise<Spec> {
  const { target, basePath, learner, inquiry, warn } = settling;
  if (spec.operations.length === 0) return spec;
  const { server, candidates } = basePathsFor(spec, target, basePath);
  const [first = '', ...others] = candidates;
  const likeliest = rebased(spec, target, server, first);
  if (basePath !== undefined) return likeliest;
  const moved = (given: Spec) => given.operations.filter((_, at) => spec.operations[at]?.server === server);
  const answers = await answersAt(likeliest, moved(likeliest), settling);
  if (answers.length === 0 || answers.some(isSomething(learner))) return likeliest;
  for (const path of others) {
    const there = rebased(spec, target, server, path);
    if (path !== '') await learner.learn([`${path}/`]);
    if (!(await answersAt(there, moved(there), settling)).some(isSomething(learner))) continue;
    warn(
      `Nothing of the document's first operations is found below ${shown(target, first)}: they are tested below ${shown(target, path)}, where they answer. --base-path names another path.`,
    );
    return there;
  }
  // Where everybody is turned away, nothing tells what is there.
  if (!answers.some(inquiry.refuses)) {
    const how = answers.every(({ response }) => response.status === 404) ? '404' : 'as unknown paths do,';
    warn(
      `The first operations of the document answer ${how} below ${candidates.map((path) => shown(target, path)).join(', ')}: if they lie elsewhere, say where with --base-path; if the document is of another API, name the right one with --spec.`,
    );
  }
  return likeliest;
}

async function answersAt(
  spec: Spec,
  operations: Spec['operations'],
  { inquiry, speaker }: Settling,
): Promise<readonly Exchange[]> {
  const readable = await sifted(operations, ({ method, path }) => isRead(method) && !isRisky(path));
  const plain = readable.filter(({ path }) => !path.includes('{'));
  const asked = [...plain, ...readable.filter(({ path }) => path.includes('{'))].slice(0, ASKED);
  const answers = await Promise.all(
    asked.map((operation) => inquiry.ask(requestFor(operation, spec, {}), speaker)),
  );
  return answers.filter((answer) => answer !== undefined);
}

/** Other than what unknown paths get. */
function isSomething({ pages }: AbsentLearner): (answer: Exchange) => boolean {
  return (answer) => !pages.matches(answer);
}

function shown({ origin }: Target, path: string): string {
  return `${origin}${path}/`;
}
