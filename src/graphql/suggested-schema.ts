import type { Field, GraphqlSchema, GraphqlType } from './schema.ts';
import { writtenRef } from './schema.ts';

/** Asks a document and gives the messages of its errors. */
export type AskMessages = (document: string) => Promise<readonly string[]>;

/** Root fields that many schemas have. */
const COMMON =
  'me viewer user users account accounts profile order orders product products item items post posts article articles comment comments customer customers invoice invoices message messages note notes file files book books node search settings organization organizations team teams project projects task tasks category categories admin allUsers getUser getUsers currentUser systemInfo config'.split(
    ' ',
  );
/** Members of objects that many types have; those that matter most to who may not see them. */
const MEMBERS =
  'id uuid name title username email phone role isAdmin password passwordHash token apiKey secret address status total price owner ownerId userId createdAt content body description'.split(
    ' ',
  );
/** Each costs a request or two. */
const MOST_FIELDS = 20;

/**
 * A schema out of what a server says of wrong queries: real names come back as "Did you mean", types as "must have a
 * selection of subfields", arguments as "is required". Bounded by a few requests for each field that is found.
 */
export async function suggestedSchema(ask: AskMessages): Promise<GraphqlSchema | undefined> {
  const messages = await ask(`{${COMMON.join(' ')}}`);
  const unknown = new Set(messages.flatMap((text) => /^Cannot query field "(\w+)"/.exec(text)?.[1] ?? []));
  // Whoever names no unknown field tells nothing of the known ones either.
  if (unknown.size === 0) return undefined;
  const suggested = messages.filter((text) => /^Cannot query field/.test(text)).flatMap(suggestions);
  const names = [...new Set([...COMMON.filter((name) => !unknown.has(name)), ...suggested])];
  const types = new Map<string, GraphqlType>();
  const queries: Field[] = [];
  for (const name of names.slice(0, MOST_FIELDS)) {
    const field = await learnField(ask, name);
    queries.push(field);
    const type = field.type?.name;
    if (type !== undefined && !types.has(type)) types.set(type, await learnType(ask, field, type));
  }
  const cut = {
    ...{ what: 'fields that suggestions name', tested: queries.length, total: names.length },
    reason: `each costs a request or two: ${MOST_FIELDS} are asked for`,
  };
  return queries.length === 0 ? undefined : { queries, types, cuts: [cut] };
}

function suggestions(message: string): string[] {
  const [, said = ''] = /^(?:(?!Did you mean ).)*Did you mean (.*)\?/m.exec(message) ?? [];
  return [...said.matchAll(/"(\w{1,100})"/g)].map(([, name = '']) => name);
}

async function learnField(ask: AskMessages, name: string): Promise<Field> {
  const messages = await ask(`{${name}}`);
  const type = messages.flatMap(
    (text) => /of type "([[\]!\w]+)" must have a (?:selection|sub)/.exec(text)?.[1] ?? [],
  )[0];
  const args = messages.flatMap((text) => {
    const [, arg, written] = /argument "(\w+)" of type "([[\]!\w]+)" is required/.exec(text) ?? [];
    const ref = written === undefined ? undefined : writtenRef(written);
    return arg === undefined || ref === undefined ? [] : [{ name: arg, type: ref }];
  });
  const ref = type === undefined ? undefined : writtenRef(type);
  return { name, args, isDeprecated: false, ...(ref ? { type: ref } : {}) };
}

/** Members that were not complained of are there; those that need a selection of their own are left out. */
async function learnType(ask: AskMessages, { name, args }: Field, type: string): Promise<GraphqlType> {
  const filled = args.map(
    ({ name: arg, type: { name: of } }) => `${arg}:${/Int|Float/.test(of) ? 1 : '"1"'}`,
  );
  const call = `${name}${filled.length > 0 ? `(${filled.join(',')})` : ''}`;
  const messages = await ask(`{${call}{${MEMBERS.join(' ')} mbNoSuchField}}`);
  const wrong = messages.flatMap((text) => /^(?:Cannot query field|Field) "(\w+)"/.exec(text)?.[1] ?? []);
  const isTold = wrong.includes('mbNoSuchField');
  const members = isTold ? MEMBERS.filter((member) => !wrong.includes(member)) : [];
  const more = messages
    .filter((text) => text.includes(`on type "${type}"`))
    .flatMap(suggestions)
    .filter((member) => !members.includes(member));
  const known = more.length > 0 ? await plainOnes(ask, call, more) : [];
  return {
    ...{ name: type, kind: 'OBJECT', inputs: [], values: [], members: [] },
    fields: [...members, ...known].map((member) => ({ name: member, args: [], isDeprecated: false })),
  };
}

async function plainOnes(ask: AskMessages, call: string, names: readonly string[]): Promise<string[]> {
  const messages = await ask(`{${call}{${names.join(' ')} mbNoSuchField}}`);
  const wrong = messages.flatMap((text) => /^(?:Cannot query field|Field) "(\w+)"/.exec(text)?.[1] ?? []);
  return [...new Set(names.filter((name) => !wrong.includes(name)))];
}
