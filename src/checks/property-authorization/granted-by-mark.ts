import { succeeded } from '../../http/exchange.ts';
import { TransportFailure } from '../../http/transport-failure.ts';
import { isPrivilegedRole } from '../../identities/privileged.ts';
import { locate, readBack } from '../../journal/own-thing.ts';
import { identifiersIn } from '../../journal/records.ts';
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
  if (!trial || !session) return untested('no further account could be registered');
  const ids = trial.places.flatMap((place) => ('id' in place ? [[place.at.field, place.id] as const] : []));
  const own = { ...ownAccountOf(trial), ids: Object.fromEntries(ids) };
  const path = pathOfOwn(operation, own);
  if (!path) return untested('the new account has no address of its own there');
  const client = http.as(session.identity);
  const look = async () => (await locate(client, own.entry, own.recipe)).shown;
  const before = await look();
  if (!before) return untested('the new account could not be read back');
  const self = own.places.find((place) => 'self' in place);
  const itself = self && (await readBack(client, self, own.entry, own.recipe));
  // The number of what shows the account may be that of another thing: the account itself has to say it, too.
  const isOwn = Object.values(path).every((id) => itself && identifiersIn(itself.record, 'id').includes(id));
  if (Object.keys(path).length > 0 && !isOwn) return untested('the account does not say its own identifier');
  const wanted = member === undefined ? undefined : otherOf(operation, member, before.record, context);
  if (member !== undefined && wanted === undefined)
    return untested(`the account shows no ${member} that could be another one`);
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
    saw: `${name}: ${JSON.stringify(value)} was set by a new account for itself, and kept.`,
    proof: [
      { exchange: showing(changed, []), note: 'a fresh account says of itself what it is' },
      { exchange: showing(after.exchange, []), note: 'the account, read back, has it' },
    ],
    control: { exchange: showing(before.exchange, []), note: 'before, it had another value' },
  };
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
