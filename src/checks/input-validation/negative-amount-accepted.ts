import { accepts } from '../../answers/answers.ts';
import { type Exchange, textStart } from '../../http/exchange.ts';
import { TransportFailure } from '../../http/transport-failure.ts';
import { emailOf, type Identity } from '../../identities/identity.ts';
import { isNode, type Node } from '../../openapi/node.ts';
import { sampleFor } from '../../openapi/sample-value.ts';
import { requestFor } from '../../openapi/samples.ts';
import { ownPair, type Transfer, transfers } from '../../places/transfers.ts';
import { showing } from '../disclosure.ts';
import { type Balance, type BalancePlace, balanceAt, balancesOf, whileAlone } from '../own-balances.ts';
import { marksOf } from '../own-marks.ts';
import { defineRule, type ProbeContext, untested, type Verdict } from '../rule.ts';

/** Small, so that limits of single transfers are kept. */
const MOVED = 5;
/** What refusals of too small a number say. */
const TOO_SMALL = /positive|negative|greater|at least|minimum|less than|more than|larger|must be >|exceed/i;

export const negativeAmountAccepted = defineRule({
  id: 'negative-amount-accepted',
  title: 'A negative amount takes from whom it is sent to',
  severity: 'high',
  cwe: [1284, 840],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:L/UI:N/VC:N/VI:H/VA:N/SC:N/SI:N/SA:N',
  meaning:
    'A transfer of less than nothing is a transfer in the other direction: any user takes from any other what he has.',
  fix: 'Refuse amounts that are not greater than zero where the request is read, and once more where the balance is changed.',
  needs: ['active'],
  inapplicable: (surface) =>
    ownPair(surface) ? undefined : 'the scan could not register two users of its own',
  places: transfers,
  oneByOne: true,
  judge: (transfer, context) => whileAlone(context, () => judgeTransfer(transfer, context)),
});

async function judgeTransfer(transfer: Transfer, context: ProbeContext): Promise<Verdict> {
  const { operation } = transfer;
  const { surface, http } = context;
  const [sender, receiver] = ownPair(surface) ?? [];
  if (!sender || !receiver) return untested('the scan could not register two users of its own');
  const clients = [http.as(sender), http.as(receiver)] as const;
  const state = await stateOf(clients, transfer, context);
  if (!state) return untested('no balance of both users can be read');
  const { place, before } = state;
  const look = () => Promise.all(clients.map((client) => balanceAt(place, client)));
  const candidates = await namesOf(receiver, transfer, context);
  for (const to of candidates) {
    const taken = await send(-MOVED, to, sender, transfer, context);
    if (!accepts(taken, surface)) {
      if (isForTheAmount(taken, transfer)) return 'clean';
      continue;
    }
    const [own, other] = await look();
    const [gained, lost] = [delta(before[0], own), delta(before[1], other)];
    const isTaken = gained > 0 && lost === -gained;
    // It goes back before anything is said of it.
    if (lost < 0) await send(-lost, to, sender, transfer, context);
    if (!isTaken || !own || !other) return 'clean';
    const [ownAgain, otherAgain] = await look();
    const isBack = delta(before[0], ownAgain) === 0 && delta(before[1], otherAgain) === 0;
    return {
      operation,
      confidence: 'confirmed',
      saw: `${-MOVED} sent by ${sender.name} to ${receiver.name} was accepted: the sender went from ${before[0].value} to ${own.value}, the receiver from ${before[1].value} to ${other.value}. The opposite transfer ${isBack ? 'put both back' : 'did not put both back'}; both are users of the scan’s own.`,
      proof: [
        { exchange: showing(taken, []), note: 'less than nothing is sent' },
        { exchange: showing(other.exchange, []), note: 'the receiver has less than before' },
      ],
      control: { exchange: showing(before[1].exchange, []), note: 'what the receiver had before' },
    };
  }
  return untested('it is refused for another reason than the amount');
}

/** True where it is refused for what is sent, and not for whom it is sent to. */
function isForTheAmount({ response }: Exchange, { amount }: Transfer): boolean {
  if (response.status < 400 || response.status >= 500) return false;
  const said = textStart(response, 2_000);
  return TOO_SMALL.test(said) || said.toLowerCase().includes(amount.toLowerCase());
}

interface State {
  readonly place: BalancePlace;
  readonly before: readonly [Balance, Balance];
}

async function stateOf(
  [sender, receiver]: readonly [ProbeContext['http'], ProbeContext['http']],
  { operation }: Transfer,
  context: ProbeContext,
): Promise<State | undefined> {
  for (const place of await balancesOf(sender, operation, context)) {
    const [own, other] = [await balanceAt(place, sender), await balanceAt(place, receiver)];
    if (own && other) return { place, before: [own, other] };
  }
  return undefined;
}

const delta = (before: Balance, after: Balance | undefined) => (after ? after.value - before.value : 0);

/** What the receiver may be called by: as the member's name has it. */
async function namesOf(
  receiver: Identity,
  { recipient, isNumbered }: Transfer,
  context: ProbeContext,
): Promise<(string | number)[]> {
  const { account } = receiver;
  if (!account) return [];
  if (/mail/i.test(recipient)) return [emailOf(account)];
  if (/user_?name|login|handle/i.test(recipient)) return [account.user];
  const { ids } = await marksOf(receiver, context);
  const known = [...new Set([...Object.values(account.ids), ...ids])];
  return isNumbered ? known.map(Number).filter(Number.isInteger) : [...known, account.user];
}

async function send(
  amount: number,
  to: string | number,
  sender: Identity,
  transfer: Transfer,
  { surface, http, journal }: ProbeContext,
): Promise<Exchange> {
  const { operation } = transfer;
  const content = operation.bodies.find(({ mediaType }) => /json/.test(mediaType));
  const made = sampleFor(surface.spec, content?.schema, { example: content?.example }).value;
  const usual: Node = isNode(made) ? made : {};
  const body = { ...usual, [transfer.amount]: amount, [transfer.recipient]: to };
  const what = `${amount} from one user of the scan’s own to another`;
  const facts = { kind: 'change', what, references: [String(to)] } as const;
  const request = requestFor(operation, surface.spec, { overrides: { body } });
  const { answer } = await journal.write(http.as(sender), facts, request);
  if (answer instanceof TransportFailure) throw answer;
  return answer;
}
