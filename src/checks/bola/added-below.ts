import { accepts, looksLikeRefusal } from '../../answers/answers.ts';
import type { HttpClient, RequestSpec } from '../../http/client.ts';
import { type Exchange, json } from '../../http/exchange.ts';
import { TransportFailure } from '../../http/transport-failure.ts';
import { freshName } from '../../identities/register.ts';
import { claimed } from '../../journal/claimed.ts';
import type { Entry } from '../../journal/journal.ts';
import { readBack, writeToOwn } from '../../journal/own-thing.ts';
import { isRemovable, recipeFor } from '../../journal/recipe.ts';
import { removeOwn } from '../../journal/removal.ts';
import { learnBody } from '../../making/learn-body.ts';
import { referencesFor } from '../../making/references.ts';
import { jsonContent } from '../../openapi/json-content.ts';
import { isNode, type Node } from '../../openapi/node.ts';
import type { Operation, Spec } from '../../openapi/operation.ts';
import { propertiesOf } from '../../openapi/properties-of.ts';
import { WITHOUT_SPEC } from '../../openapi/sample-value.ts';
import { requestFor } from '../../openapi/samples.ts';
import type { ObjectWrite } from '../../places/foreign-writes.ts';
import { plainName } from '../../values/plain-name.ts';
import type { Marked, OwnMarks } from '../own-marks.ts';
import { type ProbeContext, untested, type Verdict } from '../rule.ts';
import { taggedBody } from '../tagged-body.ts';
import { ownersAlone } from './object-write.ts';
import { type OwnersParent, withOwnersParent } from './own-parent.ts';

/** Members of a body that say who is meant, as in `{"userId": 7}` for a new member of a team. */
const PERSON =
  /^(?:user|member|account|customer|participant|attendee|player|person|student|employee|guest|email|emailaddress|login|handle)(?:id|uuid|name|email)?$/;
/** Where a record says of whom it is. */
const OF_WHOM =
  /^(?:id|from|by|creator|createdby|postedby|addedby)$|^(?:user|member|account|customer|participant|attendee|player|person|student|employee|guest|author|sender|owner)(?:id|uuid|name|email)?$|^(?:email|emailaddress)$/;
/** Somebody is asked to be let in, and is not in yet. */
const NOT_YET = /^(?:pending|requested|invited|waiting|waitlisted|proposed|draft|spam|held)/i;

/** One user adds something below an object that another has and he is not shown: read back by its owner. */
export function addedBelow(
  write: ObjectWrite,
  owner: Marked,
  stranger: Marked,
  context: ProbeContext,
): Promise<Verdict> {
  const { http, anonymous, surface, journal } = context;
  const [asOwner, asStranger] = [http.as(owner.identity), http.as(stranger.identity)];
  return withOwnersParent(write, context, asOwner, async (parent) => {
    const { made, place, operation } = parent;
    const view = await ownersAlone({ made, owner: asOwner, acts: true }, asStranger);
    if (!view) return untested('no object could be created that only one of the two users has access to');
    const { control } = view;
    const { body, tag, references, reference } = await bodyFor(write.operation, stranger, {
      ...context,
      http: asStranger,
    });
    const views = viewsOf(parent);
    const before = await countIn(views, asOwner, tag, stranger.marks);
    const again = await countIn(views, asOwner, tag, stranger.marks);
    const recipe = recipeFor(operation, parent.surface);
    const added: Entry[] = [];
    const written = async (writer: HttpClient) => {
      const send = async (sent: Node) => {
        const request = requestFor(operation, surface.spec, {
          overrides: { body: operation.bodies.length > 0 ? sent : undefined },
        });
        const { entry } = made;
        if (!isRemovable(recipe)) {
          const own = { entry, recipe: made.recipe, place, reader: asOwner };
          const answer = await writeToOwn(journal, { ...own, writer, request, references });
          return { answer: answer ?? NOT_READ_BACK };
        }
        // What is added is a thing by itself, which may outlive what it stands below.
        if (!(await readBack(asOwner, place, entry, made.recipe))) return { answer: NOT_READ_BACK };
        const what = `${tag}, made by ${operation.id}`;
        const untagged = JSON.stringify(sent).includes(tag) ? {} : { untagged: true as const };
        const facts = { kind: 'make', what, tag, recipe, references, ...untagged } as const;
        const { entry: one, answer } = await journal.write(writer, facts, request);
        const isMade = answer instanceof Error || accepts(answer, surface);
        if (!isMade) await journal.settle(one, 'nothing');
        else if (answer instanceof Error) added.push(one);
        else {
          await journal.settle(one, 'made', { candidates: claimed(answer, tag, recipe) });
          added.push(one);
        }
        return { answer };
      };
      const { answer } = (await learnBody(body, send, { tag, reference })).result;
      if (answer instanceof Error && answer !== NOT_READ_BACK) throw answer;
      return answer instanceof Error ? undefined : answer;
    };
    try {
      return await judged();
    } finally {
      for (const one of added) await removeOwn(journal, one, { reader: asOwner, others: [asStranger] });
    }

    async function judged(): Promise<Verdict> {
      const nobody = await written(anonymous);
      if (!nobody) return untested('the object was not read before the write');
      if (accepts(nobody, surface)) return 'clean';
      if (!looksLikeRefusal(nobody))
        return untested('the unauthenticated request is neither rejected nor accepted');
      const exchange = await written(asStranger);
      if (!exchange) return untested('the object was not read before the write');
      if (REFUSED_AS_WRITTEN.has(exchange.response.status))
        return untested('the request body of the write is not accepted');
      if (!accepts(exchange, surface)) return 'clean';
      for (const [at, request] of views.entries()) {
        const after = await asOwner.send(request);
        const { count, isIn } = traces(after, tag, stranger.marks);
        const [first, second] = [before[at] ?? 0, again[at] ?? 0];
        if (first !== second || count <= first || !isIn) continue;
        const [one, other] = [owner.identity.name, stranger.identity.name];
        return {
          operation: write.operation,
          confidence: 'confirmed',
          evidenceSummary: `${other} added something to an object that the scan created as ${one}.`,
          proof: [
            { exchange, note: `requested as ${other}` },
            { exchange: after, note: `read again as ${one}: what ${other} added is there` },
          ],
          control,
        };
      }
      return 'clean';
    }
  });
}

const NOT_READ_BACK = new TransportFailure('unsafe-method', 'The object was not read before the write.');
const REFUSED_AS_WRITTEN: ReadonlySet<number> = new Set([400, 405, 409, 415, 422]);

/** Where its owner would see it: at the object, and in the list below. */
function viewsOf({ made, operation, surface }: OwnersParent): RequestSpec[] {
  const list = surface.operations.find(
    ({ method, path, server }) =>
      method === 'GET' && path === operation.path && server === operation.server && !path.includes('{'),
  );
  return [...(made.kept ? [made.kept.request] : []), ...(list ? [requestFor(list, surface.spec)] : [])];
}

/** A body that tells what the stranger adds: by a text that nobody else has, and by himself where it names somebody. */
async function bodyFor(operation: Operation, stranger: Marked, asStranger: ProbeContext) {
  const { spec = WITHOUT_SPEC } = asStranger.surface;
  const tag = freshName();
  const { members, given, reference } = await referencesFor(asStranger, operation, {
    make: async () => undefined,
  });
  const persons = personsIn(operation, asStranger.surface.spec, stranger.marks);
  const body: Node = { ...taggedBody(operation, spec, tag), ...members, ...persons };
  const references = [...given, ...Object.values(persons).map(String)];
  return { body, tag, references, reference };
}

/** The members of a body that name a person, with this one in them. */
export function personsIn(
  { bodies }: Operation,
  spec: Spec | undefined,
  { ids, names }: OwnMarks,
): Record<string, string | number> {
  const schema = jsonContent({ bodies })?.schema;
  return Object.fromEntries(
    Object.entries(propertiesOf(schema, spec)).flatMap(([name, written]): [string, string | number][] => {
      if (!PERSON.test(plainName(name))) return [];
      const property = (spec ?? WITHOUT_SPEC).resolve(written);
      const type = isNode(property) ? property.type : undefined;
      const isMail = /mail/i.test(name) || (isNode(property) && property.format === 'email');
      const wanted = isMail
        ? [...names].find((one) => one.includes('@'))
        : /name|login|handle/i.test(name)
          ? [...names].find((one) => !one.includes('@'))
          : [...ids].find((one) => /^\d{1,15}$/.test(one) || !/integer|number/.test(String(type)));
      if (wanted === undefined) return [];
      return [[name, type !== 'string' && /^\d{1,15}$/.test(wanted) ? Number(wanted) : wanted]];
    }),
  );
}

async function countIn(
  views: readonly RequestSpec[],
  reader: HttpClient,
  tag: string,
  marks: OwnMarks,
): Promise<number[]> {
  const counts: number[] = [];
  for (const request of views) counts.push(traces(await reader.send(request), tag, marks).count);
  return counts;
}

const MOST_NODES = 50_000;

/** How often an answer names what was added or who added it, and whether that is in already. */
function traces(
  { response }: Exchange,
  tag: string,
  { ids, names }: OwnMarks,
): { count: number; isIn: boolean } {
  const pending: unknown[] = [json(response)];
  let count = 0;
  let isIn = true;
  for (let looked = 0; pending.length > 0 && looked < MOST_NODES; looked += 1) {
    const node = pending.pop();
    const held = Array.isArray(node) ? node : isNode(node) ? Object.values(node) : [];
    for (const one of held.slice(-MOST_NODES)) {
      if (typeof one === 'object' && one !== null) pending.push(one);
      else if (typeof one === 'string' && one.includes(tag)) count += 1;
    }
    if (!isNode(node)) continue;
    const isOfStranger = Object.entries(node).some(
      ([name, value]) =>
        (typeof value === 'string' || typeof value === 'number') &&
        ((typeof value === 'string' && value.includes(tag)) ||
          (OF_WHOM.test(plainName(name)) && (ids.has(String(value)) || names.has(String(value))))),
    );
    if (!isOfStranger) continue;
    count += 1;
    if (Object.values(node).some((value) => typeof value === 'string' && NOT_YET.test(value))) isIn = false;
  }
  return { count, isIn };
}
