import type { HttpClient } from '../http/client.ts';
import { type Exchange, textStart } from '../http/exchange.ts';
import { TransportFailure } from '../http/transport-failure.ts';
import { emailOf, type Identity } from '../identities/identity.ts';
import { complaintsOf } from '../making/complaints.ts';
import { jsonContent } from '../openapi/json-content.ts';
import { isNode, type Node } from '../openapi/node.ts';
import { sampleFor } from '../openapi/sample-value.ts';
import { requestFor } from '../openapi/samples.ts';
import { ownPair, type Transfer } from '../places/transfers.ts';
import { type Balance, type BalancePlace, balanceAt, balancesOf } from './own-balances.ts';
import { marksOf } from './own-marks.ts';
import type { ProbeContext } from './rule.ts';

/** Two users of the scan's own, before one of them sends the other anything. */
export interface OwnTransfer {
  readonly sender: Identity;
  readonly receiver: Identity;
  readonly place: BalancePlace;
  readonly before: Pair;
  /** What the operation may call the receiver. */
  readonly names: readonly Name[];
  /** What both have now. */
  look(): Promise<readonly [Balance | undefined, Balance | undefined]>;
  send(amount: number, to: Name, headers?: Readonly<Record<string, string>>): Promise<Exchange>;
  /** Sent by the receiver: what was moved goes back. The last answer; undefined where the sender has no name. */
  giveBack(amount: number): Promise<Exchange | undefined>;
}

type Pair = readonly [Balance, Balance];
type Name = string | number;

/** Why there is none, as text, where both cannot be told what they have. */
export async function ownTransfer(transfer: Transfer, context: ProbeContext): Promise<OwnTransfer | string> {
  const { surface, http } = context;
  const [sender, receiver] = ownPair(surface) ?? [];
  if (!sender || !receiver) return 'the scan could not register two test users';
  const clients = [http.as(sender), http.as(receiver)] as const;
  const state = await stateOf(clients, transfer, context);
  if (!state) return 'the balances of the two users cannot be read';
  const [giver, taker] = clients;
  return {
    ...state,
    sender,
    receiver,
    names: await namesOf(receiver, transfer, context),
    look: async () => [await balanceAt(state.place, giver), await balanceAt(state.place, taker)],
    send: (amount, to, headers = {}) => send({ amount, to, by: giver, headers }, transfer, context),
    async giveBack(amount) {
      let answer: Exchange | undefined;
      for (const to of await namesOf(sender, transfer, context)) {
        answer = await send({ amount, to, by: taker, headers: {} }, transfer, context);
        if (answer.response.status < 300) break;
      }
      return answer;
    },
  };
}

/** How far somebody's balance went. */
export const delta = (before: Balance, after: Balance | undefined): number =>
  after ? after.value - before.value : 0;

/** What refusals of too small a number say. */
const TOO_SMALL = /positive|negative|greater|at least|minimum|less than|more than|larger|must be >|exceed/i;

/** True where a transfer is refused for what is sent, and not for whom it is sent to. */
export function isForTheAmount({ response }: Exchange, { amount, recipient }: Transfer): boolean {
  if (response.status < 400 || response.status >= 500) return false;
  const named = complaintsOf(response).map(({ path }) => path.at(-1)?.toLowerCase());
  if (named.includes(recipient.toLowerCase())) return false;
  const said = textStart(response, 2_000);
  return TOO_SMALL.test(said) || said.toLowerCase().includes(amount.toLowerCase());
}

async function stateOf(
  [sender, receiver]: readonly [HttpClient, HttpClient],
  { operation }: Transfer,
  context: ProbeContext,
): Promise<{ readonly place: BalancePlace; readonly before: Pair } | undefined> {
  for (const place of await balancesOf(sender, operation, context)) {
    const [own, other] = [await balanceAt(place, sender), await balanceAt(place, receiver)];
    if (own && other) return { place, before: [own, other] };
  }
  return undefined;
}

/** What a user may be called by: as the member has it. */
async function namesOf(
  user: Identity,
  { recipient, isNumbered, isMail }: Transfer,
  context: ProbeContext,
): Promise<readonly Name[]> {
  const { account } = user;
  if (!account) return [];
  if (isMail) return [emailOf(account)];
  if (/user_?name|login|handle/i.test(recipient)) return [account.user];
  const { ids } = await marksOf(user, context);
  const known = [...new Set([...Object.values(account.ids), ...ids])];
  return isNumbered ? known.map(Number).filter(Number.isInteger) : [...known, account.user, emailOf(account)];
}

interface Sending {
  readonly amount: number;
  readonly to: Name;
  readonly by: HttpClient;
  readonly headers: Readonly<Record<string, string>>;
}

async function send(
  { amount, to, by, headers }: Sending,
  transfer: Transfer,
  { surface, journal }: ProbeContext,
): Promise<Exchange> {
  const { operation } = transfer;
  const content = jsonContent(operation);
  const made = sampleFor(surface.spec, content?.schema, { example: content?.example }).value;
  const usual: Node = isNode(made) ? made : {};
  const body = { ...usual, [transfer.amount]: amount, [transfer.recipient]: to };
  const what = `${amount} from one test user to another`;
  const facts = { kind: 'change', what, references: [String(to)] } as const;
  const request = requestFor(operation, surface.spec, { overrides: { body, header: headers } });
  const { answer } = await journal.write(by, facts, request);
  if (answer instanceof TransportFailure) throw answer;
  return answer;
}
