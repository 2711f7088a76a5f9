import { accepts, looksLikeError } from '../../answers/answers.ts';
import type { HttpClient } from '../../http/client.ts';
import { textStart } from '../../http/exchange.ts';
import { readBack } from '../../journal/own-thing.ts';
import { usualValue } from '../../making/usual-values.ts';
import type { Operation } from '../../openapi/operation.ts';
import { requestFor } from '../../openapi/samples.ts';
import { bodyMembers } from '../../places/described-body.ts';
import { guessOf } from '../../places/guessed-secrets.ts';
import type { OwnedCode } from '../../places/owned-codes.ts';
import { plainName } from '../../values/plain-name.ts';
import { broughtTo } from '../brought-to.ts';
import { changingAccount } from '../changing-account.ts';
import { type MadeObject, sharedObject } from '../made-object.ts';
import { type ProbeContext, untested, type Verdict } from '../rule.ts';
import { withHeaders } from '../with-headers.ts';
import { type Headers, NOT_ASKED_FOR, tryCodes } from './code-attempts.ts';
import { attemptsOf } from './wrong-attempts.ts';

/** No code was asked for, or it has ended: whether tries are counted does not show. */
const NONE_THERE =
  /expired|no longer valid|(?:ask|request)(?:ed)?[^.]{0,30}(?:first|before|a (?:new )?code)|no (?:pending |active |open )?(?:code|pin|otp|verification|request)|not (?:been )?(?:requested|started|pending|set)|nothing to (?:verify|confirm)/i;
const READ = 2_000;

/** Codes that are asked for at an account, or at a thing, of the scan's own. */
export async function judgeOwned(check: OwnedCode, context: ProbeContext): Promise<Verdict> {
  const { journal, surface } = context;
  const { maker: makesThing, namedBy } = check;
  const asker = makesThing
    ? await ofThing({ maker: makesThing, namedBy }, context)
    : await ofAccount(check, context);
  if (typeof asker === 'string') return untested(asker);
  const { client, ids, what } = asker;
  const facts = { kind: 'ask', what } as const;
  const ask = async (code: string | undefined, more: Headers = []) => {
    // Where the address has to have a code, a word stands for none.
    const request = check.requestFor(code, ids) ?? check.requestFor('mb-none', ids);
    const sent = { ...(request ?? { url: surface.target.url }), evenRefused: true } as const;
    return (await journal.write(client, facts, withHeaders(sent, more))).answer;
  };
  const isAnswered = await asker.isThere();
  if (!isAnswered) return untested('the object that the code is for is not returned to its owner');
  const guess = () => guessOf(check.digits);
  let tried = await tryCodes({ guess, ask }, context);
  if (tried === NOT_ASKED_FOR && asker.made) {
    await broughtTo(asker.made, check.operation, context, () => ask(guess()));
    tried = await tryCodes({ guess, ask }, context);
  }
  if ('untested' in tried) return tried;
  const { operation, digits, isSaid, maker } = check;
  if ('verdict' in tried) return tried.verdict === 'clean' ? 'clean' : { ...tried.verdict, operation };
  const { without, attempts } = tried;
  const { first, last } = attempts;
  if (NONE_THERE.test(textStart(first.response, READ)))
    return untested(
      'a wrong code returns the same response as if none were expected, so it is not visible whether attempts are limited',
    );
  if (!(await asker.isThere())) return 'clean';
  const most = attemptsOf(context);
  const count = (10 ** digits).toLocaleString('en');
  return {
    operation,
    confidence: isSaid ? 'likely' : 'tentative',
    ...(isSaid && !maker && digits <= 6
      ? {
          severity: 'high' as const,
          severityReason: `There are ${count} possible codes: a script can find one while it is valid.`,
        }
      : {}),
    evidenceSummary: `${most} wrong codes of ${digits} digits for one test ${maker ? 'object' : 'account'} all returned ${first.response.status}; none was rate-limited.${isSaid ? '' : ' The length of a code is not known.'}`,
    proof: [{ exchange: last, note: `the last of ${most} wrong codes` }],
    control: { exchange: without, note: 'without a code the response is different: codes are checked' },
    cause: operation.id,
  };
}

interface Asker {
  readonly client: HttpClient;
  /** Identifiers for the path. */
  readonly ids: readonly string[];
  readonly what: string;
  isThere(): Promise<boolean>;
  readonly made?: MadeObject;
}

async function ofThing(
  { maker, namedBy }: { readonly maker: Operation; readonly namedBy: string | undefined },
  context: ProbeContext,
): Promise<Asker | string> {
  const made = await sharedObject(context, maker);
  const place = made?.places.find((one) => 'id' in one);
  if (!made || !place) return 'no object could be made';
  const { owner: client, entry, recipe } = made;
  const isThere = async () => (await readBack(client, place, entry, recipe)) !== undefined;
  const id = namedBy === undefined ? place.id : calledIn(made, namedBy);
  if (id === undefined) return `the created object has no ${namedBy}`;
  return { client, ids: [id], what: `a code of ${made.tag}`, isThere, made };
}

/** What its own record has under that name. */
function calledIn({ kept }: MadeObject, name: string): string | undefined {
  const [, held] =
    Object.entries(kept?.record ?? {}).find(([each]) => plainName(each) === plainName(name)) ?? [];
  return typeof held === 'string' || typeof held === 'number' ? String(held) : undefined;
}

async function ofAccount({ operation, sender }: OwnedCode, context: ProbeContext): Promise<Asker | string> {
  const account = await changingAccount(context);
  if (!account) return 'no test account could log in';
  if (!sender && !SENT_BEFORE.test(operation.path)) return 'no operation that sends such a code is known';
  const client = context.http.as(account.identity);
  const what = `a code of the account ${account.own.user}`;
  if (sender && !(await isSent(sender, account.own.user, client, context)))
    return 'no code could be asked for';
  return { client, ids: [], what, isThere: async () => true };
}

/** A mail that goes out when somebody registers holds such a code. */
const SENT_BEFORE = /e?-?mail|account|regist|activat/i;

async function isSent(
  sender: Operation,
  tag: string,
  client: HttpClient,
  { surface, journal }: ProbeContext,
): Promise<boolean> {
  const members = bodyMembers(sender, surface.spec);
  const own = (members?.names ?? []).filter((name) => /phone|mobile|mail|number/i.test(name));
  const body = members && {
    ...members.sample,
    ...Object.fromEntries(own.map((name) => [name, usualValue(name, tag)])),
  };
  const request = requestFor(sender, surface.spec, { overrides: { body } });
  const facts = { kind: 'ask', what: `a code of the account ${tag}` } as const;
  const { answer } = await journal.write(client, facts, { ...request, evenRefused: true });
  return !(answer instanceof Error) && accepts(answer, surface) && !looksLikeError(answer);
}
