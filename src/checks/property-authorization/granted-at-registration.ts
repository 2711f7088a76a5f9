import { readBack, type Shown } from '../../journal/own-thing.ts';
import type { Operation } from '../../openapi/operation.ts';
import { showing } from '../disclosure.ts';
import { type Detection, type ProbeContext, untested, type Verdict } from '../rule.ts';
import { openedTo, withOpened } from '../second-look.ts';
import { canRemoveAccounts, registerTrial, sharedTrial, type TrialAccount } from '../trial-account.ts';
import { type AddedMember, addedMembers } from './added-members.ts';
import { offers } from './declared-members.ts';
import { keptOf, withMembers, written } from './tried-members.ts';

/** Each of these registers one more account. */
const MOST_ALONE = 4;

/** Registers an account as it is meant, and another one with members that only the service should set. */
export async function grantedAtRegistration(operation: Operation, context: ProbeContext): Promise<Verdict> {
  const { spec } = context.surface;
  const plain = await sharedTrial(context);
  const before = plain && (await ownRecord(plain, context));
  if (!plain || !before) return untested('no other account could be registered and read');
  const body = plain.registration;
  // A role that the document lets people choose is theirs to choose.
  const members = addedMembers(body, before.record, []).filter(
    ({ inBody }) => !offers(operation, spec, inBody),
  );
  if (members.length === 0)
    return untested('the account has no visible property that only the service should set');
  // Strict services refuse the whole for one member that they do not know.
  const alone = canRemoveAccounts(context.surface) && members.length > 1 ? members.slice(0, MOST_ALONE) : [];
  for (const set of [members, ...alone.map((member) => [member])]) {
    const richer = await registerTrial(context, undefined, (usual) => withMembers(usual, set));
    const after = richer && (await ownRecord(richer, context));
    if (!richer || !after) continue;
    const kept = keptOf(set, after.record, before.record);
    if (kept.length > 0) return granted(operation, { kept, richer, before, after }, context);
    if (set === members && isSent(richer, members)) return 'clean';
  }
  const left = members.length - alone.length;
  return left > 0 && members.length > 1
    ? untested(`all properties together were rejected, and ${left} of ${members.length} were not tried alone`)
    : 'clean';
}

interface Granted {
  readonly kept: readonly AddedMember[];
  readonly richer: TrialAccount;
  readonly before: Seen;
  readonly after: Seen;
}

type Seen = Pick<Shown, 'exchange' | 'record'>;

async function granted(
  operation: Operation,
  { kept, richer, before, after }: Granted,
  context: ProbeContext,
): Promise<Verdict> {
  const detection: Detection = {
    operation,
    confidence: 'confirmed',
    ...(kept.some(({ gains }) => gains) ? {} : { severity: 'medium' as const }),
    evidenceSummary: `${written(kept)} was sent with a registration, accepted and stored.`,
    proof: [
      {
        exchange: showing(richer.registered, []),
        note: 'a registration with a property that clients should not set',
      },
      { exchange: showing(after.exchange, []), note: 'the account, read afterwards, has the value' },
    ],
    control: {
      exchange: showing(before.exchange, []),
      note: 'an account registered without it has a different value',
    },
    cause: 'registration',
  };
  const session = await richer.signIn();
  return withOpened(detection, session && (await openedTo(session.identity, context)));
}

/** False where a refusal had members taken out again. */
function isSent({ registration }: TrialAccount, members: readonly AddedMember[]): boolean {
  return JSON.stringify(withMembers(registration, members)) === JSON.stringify(registration);
}

/** The account as it is shown to itself, where that is most: to others it shows less. */
async function ownRecord(trial: TrialAccount, { http }: ProbeContext): Promise<Seen | undefined> {
  const session = await trial.signIn();
  if (!session) return undefined;
  let fullest: Seen | undefined;
  for (const place of trial.places) {
    const seen = await readBack(http.as(session.identity), place, trial.entry, trial.recipe);
    const size = (one: Seen | undefined) => Object.keys(one?.record ?? {}).length;
    if (size(seen) > size(fullest)) fullest = seen;
  }
  return fullest;
}
