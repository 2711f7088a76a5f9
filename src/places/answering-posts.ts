import { sameAnswer, servesContent } from '../answers/answers.ts';
import { callsModel } from '../discovery/calls-model.ts';
import { tokensOf } from '../discovery/doing-words.ts';
import { isRisky } from '../discovery/risky-path.ts';
import type { Surface } from '../discovery/surface.ts';
import type { RequestSpec } from '../http/client.ts';
import type { Exchange } from '../http/exchange.ts';
import { json } from '../http/exchange.ts';
import { freshName } from '../identities/register.ts';
import { claimed } from '../journal/claimed.ts';
import type { Recipe } from '../journal/entry.ts';
import { recipeFor } from '../journal/recipe.ts';
import { identifiersIn } from '../journal/records.ts';
import { learnBody } from '../making/learn-body.ts';
import { withValueAt } from '../openapi/json-pointer.ts';
import { namingSegment } from '../openapi/naming-segment.ts';
import { isNode, type Node } from '../openapi/node.ts';
import type { Operation } from '../openapi/operation.ts';
import { propertiesOf } from '../openapi/properties-of.ts';
import { asksSomething, identifiesNew, notAnAnswer, REACHES, TRIES_SECRET } from './asking-posts.ts';
import { membersIn } from './body-members.ts';
import { operationsToRead } from './operations.ts';
import { type Known, perSurface } from './place.ts';

/** Things that are worked out and handed over: `/quotes`, `/reports/export`. */
const HANDED_OVER = new Set(
  (
    'quote quotes quotation export preview previews price prices pricing rate rates estimate estimates estimation calculation ' +
    'calculations conversion conversions simulation simulations comparison forecast projection translation translations rendering ' +
    'summary summarize summarise generate pdf csv qr qrcode barcode math sum hash diff transform report suggestion suggestions'
  ).split(' '),
);
/** Words of what people send to be kept, whatever the answer says. */
const KEPT = new Set(
  (
    'contact feedback comment review rating vote like follow subscribe subscription newsletter track tracking event log telemetry metric ' +
    'metrics abuse apply application book booking reserve reservation order cart basket item chat post ticket issue lead survey submit ' +
    'submission upload import enroll enrol join claim bid donate donation save draft job task run start trigger queue enqueue schedule ' +
    'deploy build launch create add new insert update edit change set store user account profile member'
  ).split(' '),
);
/** An answer of these alone says that something was done. */
const ACKNOWLEDGES = /^(?:ok|success|status|message|msg|code|result|done|queued|accepted|detail|error)$/i;

/**
 * Operations by POST at whose address nothing is kept, as far as the document goes: it has no other method there, nothing
 * below, and answers with something that was worked out. Whether nothing stays is shown by what they answer.
 */
export const answeringPosts = perSurface((surface: Surface): readonly Operation[] =>
  surface.operations.filter(
    (operation) =>
      operation.method === 'POST' &&
      operation.source !== 'graphql' &&
      operation.bodies.some(({ mediaType }) => /json|x-www-form-urlencoded/.test(mediaType)) &&
      !operation.path.includes('{') &&
      !isRisky(operation.path) &&
      !REACHES.test(operation.path) &&
      !TRIES_SECRET.test(operation.path) &&
      !callsModel(operation, surface.spec) &&
      !asksSomething(operation, surface.spec) &&
      isAlone(operation, surface) &&
      (handsOver(operation) || (!keeps(operation) && saysAnswer(operation, surface))),
  ),
);

/** By its last part, or the first word of its name or of what the document says of it. */
function handsOver({ path, operationId = '', summary = '' }: Operation): boolean {
  const last = path.split('/').findLast((segment) => segment !== '') ?? '';
  const [named = ''] = tokensOf(operationId);
  const [said = ''] = tokensOf(summary);
  return [...tokensOf(last), named, said, said.replace(/s$/, '')].some((word) => HANDED_OVER.has(word));
}

function keeps({ path }: Operation): boolean {
  return tokensOf(path).some((word) => KEPT.has(word) || KEPT.has(word.replace(/s$/, '')));
}

function isAlone({ path, server, method }: Operation, { operations }: Surface): boolean {
  const own = path.replace(/\/$/, '');
  return !operations.some(
    (other) =>
      other.server === server &&
      ((other.method !== method && other.path.replace(/\/$/, '') === own) ||
        other.path.startsWith(`${own}/{`)),
  );
}

/** Answers 200 with more than that it was done, and with nothing that has an identifier. */
function saysAnswer({ responses }: Operation, { spec }: Surface): boolean {
  const good = responses.filter(({ status }) => status.startsWith('2'));
  if (good.length === 0 || good.some(({ status }) => status !== '200')) return false;
  const names = good.flatMap(({ content }) =>
    content.flatMap(({ schema }) => Object.keys(propertiesOf(schema, spec))),
  );
  const hasId = names.some((name) => /^_?(?:id|uuid|guid)$|^created_?at$/i.test(name));
  return !hasId && names.some((name) => !ACKNOWLEDGES.test(name));
}

/** Others may add to the same lists meanwhile: what makes adds each time. */
const ROUNDS = 2;
const MOST_LISTS = 4;

/**
 * Shows by its answers that an operation keeps nothing: it names nothing new, no list grows, the same body is answered
 * alike again, and another body otherwise. The first request, which may make something, is noted as such.
 */
export async function keepsNothing(
  known: Known,
  operation: Operation,
  first: unknown,
  request: (body: unknown) => RequestSpec,
): Promise<{ readonly body: unknown } | { readonly refusal: string }> {
  const { http, journal, surface } = known;
  const recipe = recipeFor(operation, surface);
  const lists = listsAround(operation, recipe, surface);
  const tag = freshName();
  const making = async (body: unknown) => {
    const facts = { kind: 'make', what: `${tag}, made by ${operation.id}`, tag, untagged: true } as const;
    const written = await journal.write(http, { ...facts, recipe, payload: '0' }, request(body));
    const { entry, answer } = written;
    if (!(answer instanceof Error) && answer.response.status >= 400 && answer.response.status < 500)
      await journal.settle(entry, 'nothing');
    return written;
  };
  const before = await idsOf(known, lists);
  const { body, result } = isNode(first)
    ? await learnBody(first, making, { tag })
    : { body: first, result: await making(first) };
  const { entry, answer } = result;
  if (answer instanceof Error) return { refusal: answer.message };
  if (answer.response.status >= 400)
    return { refusal: `${operation.id} answers an ordinary body with ${answer.response.status}` };
  const ask = async (sent: unknown) => {
    const facts = { kind: 'ask', what: `the same again to ${operation.id}` } as const;
    const again = (await journal.write(http, facts, request(sent))).answer;
    return again instanceof Error ? undefined : again;
  };
  const refusal = saysNothing(answer) ?? (await shown(answer));
  if (refusal === undefined) {
    await journal.settle(entry, 'nothing');
    return { body };
  }
  await journal.settle(entry, 'made', { candidates: claimed(answer, tag, recipe) });
  return { refusal };

  function saysNothing(one: Exchange): string | undefined {
    if (!servesContent(one, surface)) return `${operation.id} does not say what it answers`;
    const isNew = identifiesNew(json(one.response), one.request.body);
    return isNew ? `${operation.id} names something that it made` : notAnAnswer(operation, one);
  }

  async function shown(one: Exchange): Promise<string | undefined> {
    let grown = await grows(before);
    for (let round = 1; grown && round < ROUNDS; round += 1) {
      const now = await idsOf(known, lists);
      await ask(body);
      grown = await grows(now);
    }
    if (grown) return `a list has more since ${operation.id} was asked`;
    const again = await ask(body);
    if (!again || !sameAnswer(one, again)) return `${operation.id} answers the same body otherwise each time`;
    if (handsOver(operation)) return undefined;
    for (const other of otherBodies(body)) {
      const answered = await ask(other);
      if (answered && servesContent(answered, surface) && !sameAnswer(one, answered)) return undefined;
    }
    return `${operation.id} answers every body alike`;
  }

  async function grows(earlier: ReadonlySet<string>): Promise<boolean> {
    if (lists.length === 0) return false;
    const own = new Set(
      journal.entries().flatMap(({ candidates, proven, tags }) => [...candidates, ...proven, ...tags]),
    );
    return [...(await idsOf(known, lists))].some(
      (id) => !earlier.has(id) && !own.has(id.replace(/^\d+ /, '')),
    );
  }
}

/** Lists that what it makes would stand in: of the same kind, and those below the same first part. */
function listsAround(operation: Operation, { lists, ofKind = 0 }: Recipe, surface: Surface): string[] {
  const beside = operationsToRead(surface)
    .filter(
      ({ operation: one }) =>
        one.server === operation.server &&
        !one.path.includes('{') &&
        namingSegment(one.path) === namingSegment(operation.path),
    )
    .map(({ request }) => request.url);
  return [...new Set([...lists.slice(0, ofKind), ...beside])].slice(0, MOST_LISTS);
}

/** Identifiers in these lists, each with the number of its list. */
async function idsOf({ http }: Known, lists: readonly string[]): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  for (const [at, url] of lists.entries()) {
    const answer = await http.attempt({ url });
    if (answer instanceof Error) continue;
    for (const record of recordsIn(json(answer.response)))
      for (const id of identifiersIn(record, 'id')) ids.add(`${at} ${id}`);
  }
  return ids;
}

const DEEPEST = 3;

function recordsIn(value: unknown, depth = 0): Node[] {
  if (Array.isArray(value)) return value.filter(isNode);
  if (!isNode(value) || depth >= DEEPEST) return [];
  return Object.values(value).flatMap((inner) => recordsIn(inner, depth + 1));
}

/** The same with other numbers, and with other texts. */
function otherBodies(body: unknown): unknown[] {
  const members = membersIn(body, undefined, undefined);
  const changed = (isNumber: boolean) =>
    members
      .filter(({ ordinary }) => /^-?\d+(?:\.\d+)?$/.test(ordinary) === isNumber)
      .reduce<unknown>(
        (held, { path, ordinary }) => withValueAt(held, path, isNumber ? Number(ordinary) + 1 : freshName()),
        body,
      );
  return [changed(true), changed(false)].filter((other) => JSON.stringify(other) !== JSON.stringify(body));
}
