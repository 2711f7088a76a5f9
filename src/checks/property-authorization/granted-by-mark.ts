import { isRisky } from '../../discovery/risky-path.ts';
import type { HttpClient } from '../../http/client.ts';
import { json, succeeded } from '../../http/exchange.ts';
import { TransportFailure } from '../../http/transport-failure.ts';
import { isPrivilegedRole } from '../../identities/privileged.ts';
import type { OwnAccount } from '../../identities/register.ts';
import { recordOf } from '../../journal/own-record.ts';
import { locate, readBack } from '../../journal/own-thing.ts';
import { identifiersIn } from '../../journal/records.ts';
import { variablesIn } from '../../making/bound.ts';
import { isNode, type Node } from '../../openapi/node.ts';
import { requestFor } from '../../openapi/samples.ts';
import { type AccountMark, isMark, pathOfOwn } from '../../places/account-marks.ts';
import { bodyMembers } from '../../places/described-body.ts';
import { plainName } from '../../values/plain-name.ts';
import { showing } from '../disclosure.ts';
import { type ProbeContext, untested, type Verdict } from '../rule.ts';
import { ownAccountOf, registerTrial } from '../trial-account.ts';
import { isSame, serviceSet } from './service-set.ts';

/** A fresh account says of itself, below its own address, what only the service should say. */
export async function grantedByMark(
  { operation, member }: AccountMark,
  context: ProbeContext,
): Promise<Verdict> {
  const { surface, http, journal } = context;
  const trial = await registerTrial(context);
  const session = await trial?.signIn();
  if (!trial || !session) return untested('no other account could be registered');
  const own = ownAccountOf(trial);
  const client = http.as(session.identity);
  const look = async () => (await locate(client, own.entry, own.recipe)).shown;
  const before = await look();
  if (!before) return untested('the new account could not be read');
  const self = own.places.find((place) => 'self' in place);
  const itself = self && (await readBack(client, self, own.entry, own.recipe));
  const [id] = itself ? identifiersIn(itself.record, 'id') : [];
  const path = pathOfOwn(operation, own, id ?? '');
  if (!path) return untested('the new account has no URL there');
  // The number by which it calls itself has to be read back with its name: elsewhere it is another thing's.
  const isNamed = Object.keys(path).length > 0;
  if (isNamed && !(id !== undefined && (await isShownBy(id, client, own, context))))
    return untested('the account cannot be read by its ID');
  const wanted = member === undefined ? undefined : otherOf(operation, member, before.record, context);
  if (member !== undefined && wanted === undefined)
    return untested(`the account has no visible ${member} that could be changed`);
  const write = async (value: unknown) => {
    const sample = bodyMembers(operation, surface.spec)?.sample ?? {};
    const body = member === undefined ? undefined : { ...sample, [member]: value };
    const request = requestFor(operation, surface.spec, { overrides: { path, body } });
    const facts = { kind: 'change', what: own.entry.intent.what, of: own.entry.number } as const;
    const references = Object.values(path);
    const { answer } = await journal.write(client, { ...facts, references }, request);
    if (answer instanceof TransportFailure) throw answer;
    return answer;
  };
  const changed = await write(wanted);
  if (!succeeded(changed)) return 'clean';
  const after = await look();
  const set = after && changedMark(before.record, after.record, member, wanted);
  if (!after || !set) return 'clean';
  if (member !== undefined) await write(before.record[set.name]);
  const { name, value } = set;
  return {
    operation,
    confidence: 'confirmed',
    ...(/verif|kyc|approv|trust|certif/i.test(name) ? { severity: 'medium' as const } : {}),
    evidenceSummary: `${name}: ${JSON.stringify(value)} was set by a new account on itself, and stored.`,
    proof: [
      { exchange: showing(changed, []), note: 'a new test account sets the property on itself' },
      { exchange: showing(after.exchange, []), note: 'the account, read afterwards, has the value' },
    ],
    control: { exchange: showing(before.exchange, []), note: 'before, it had a different value' },
  };
}

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
/** Reads that show people by their identifier are few. */
const MOST_READS = 8;

/** True where this identifier shows the account, whatever its people are called: `/members/7`. Of a UUID there is one. */
async function isShownBy(
  id: string,
  client: HttpClient,
  { entry }: OwnAccount,
  { surface, cuts }: ProbeContext,
): Promise<boolean> {
  if (UUID.test(id)) return true;
  const reads = surface.operations.filter(
    ({ method, path }) => method === 'GET' && !isRisky(path) && /^[^{}]*\/\{[^{}]+\}\/?$/.test(path),
  );
  const why = `one of them returns the account: ${MOST_READS} are requested`;
  for (const read of cuts.first(reads, MOST_READS, 'reads that may show an account', why)) {
    const [name = ''] = variablesIn(read.path);
    const answer = await client.attempt(
      requestFor(read, surface.spec, { overrides: { path: { [name]: id } } }),
    );
    if (!(answer instanceof Error) && succeeded(answer) && recordOf(json(answer.response), entry))
      return true;
  }
  return false;
}

/** Another value for the member, as the document lets it be; of roles, one that is more than everybody has. */
function otherOf(
  operation: AccountMark['operation'],
  member: string,
  record: Node,
  { surface }: ProbeContext,
): unknown {
  const [name] = Object.keys(record).filter((one) => bareName(one) === bareName(member));
  const schema = bodyMembers(operation, surface.spec)?.schemaOf(member);
  const listed = isNode(schema) && Array.isArray(schema.enum) ? schema.enum : undefined;
  const held = name === undefined ? undefined : record[name];
  const set = serviceSet(member, held, listed);
  if (!set || (listed && !listed.includes(set.value))) return undefined;
  if (
    /role|permission|privilege|scope/i.test(member) &&
    !isPrivilegedRole([set.value].flat().map(String).join(' '))
  )
    return undefined;
  // Whoever takes a mark from himself gains nothing.
  return set.value === false ? undefined : set.value;
}

function changedMark(before: Node, after: Node, member: string | undefined, wanted: unknown) {
  for (const [name, value] of Object.entries(after)) {
    if (!isMark(name) || isSame(before[name], value)) continue;
    const isMeant =
      member === undefined ? value === true : bareName(name) === bareName(member) && isSame(value, wanted);
    if (isMeant) return { name, value };
  }
  return undefined;
}

/** `is_verified` is shown as `verified`. */
function bareName(name: string): string {
  return plainName(name).replace(/^(?:is|has)(?=.)/, '');
}
