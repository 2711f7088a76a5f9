import { randomBytes } from 'node:crypto';
import { CALLBACK_BODY, callbackListener, reachesListener } from '../../http/callback-listener.ts';
import type { Exchange } from '../../http/exchange.ts';
import { text, textStart } from '../../http/exchange.ts';
import { addressInputsAndOnce } from '../../places/address-inputs.ts';
import type { ParameterSlot } from '../../places/parameters.ts';
import { confirmed, type Detection, defineRule, untested } from '../rule.ts';
import { takesNoAddress } from './address-parameters.ts';
import { loopbackSpellings } from './loopback-spellings.ts';

/** Stands for the token that is made for each request. */
const TOKEN = 'mb-token';
/** Services that wrap every answer into 200 refuse so. */
const SAYS_NO =
  /"(?:ok|success|valid|allowed|delivered|reachable|accepted)"\s*:\s*false|not (?:allowed|permitted|a public)|forbidden|blocked|(?:private|internal|loopback|local) (?:address|network|host|url)/i;
const READ_CHARACTERS = 4_000;

export const serverSideFetch = defineRule({
  id: 'server-side-fetch',
  title: 'SSRF: any URL fetched',
  aliases: ['SSRF', 'server-side request forgery', 'blind SSRF'],
  severity: 'high',
  cwe: [918],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:L/VA:N/SC:L/SI:L/SA:N',
  description:
    'A client can make the service send requests from inside its network: to databases, cloud metadata and everything behind the firewall.',
  remediation:
    'Allow only known hosts, reject addresses that resolve to private networks, do not follow redirects, and use a proxy that enforces this.',
  needs: ['active'],
  inapplicable: ({ target, callback }) =>
    callback || reachesListener(target.hostname)
      ? undefined
      : 'the target cannot reach the scanner’s callback listener: set its URL with --callback-url',
  places: addressInputsAndOnce,
  leaveOut: takesNoAddress,
  async judge(slot, { http, surface: { callback } }) {
    const listener = await callbackListener(callback);
    const url = listener.urlFor(TOKEN);
    const isOnce = slot.body?.effect === 'sent once';
    try {
      const spellings = callback || isOnce ? [url] : loopbackSpellings(url, slot.ordinary);
      for (const [at, spelling] of spellings.entries()) {
        const [token, unsent] = [randomBytes(8).toString('hex'), randomBytes(8).toString('hex')];
        const asked = await http.attempt(slot.with(spelling.replace(TOKEN, token)));
        if (asked instanceof Error) return 'clean';
        if (!(await listener.received(token, listener.patienceMs))) {
          // Who took the first spelling and fetched nothing needs no other.
          if (
            at === 0 &&
            asked.response.status < 400 &&
            !SAYS_NO.test(textStart(asked.response, READ_CHARACTERS))
          )
            return 'clean';
          continue;
        }
        // Nobody else knows the listener: a token that was never sent must never arrive.
        if (await listener.received(unsent, 0))
          return untested('the callback listener receives requests that were never sent');
        const plain = isOnce ? undefined : await http.once(slot.plain);
        return fetched(slot, { asked, plain, refusedFirst: at > 0 });
      }
      return 'clean';
    } finally {
      await listener.close();
    }
  },
});

interface Heard {
  readonly asked: Exchange;
  /** Undefined where no further request may be sent. */
  readonly plain: Exchange | undefined;
  readonly refusedFirst: boolean;
}

/** What the listener answered comes back, or nothing of it: the second is worth less to who reads, and as much to who writes. */
function fetched(
  { name, body, plain: { url } }: ParameterSlot,
  { asked, plain, refusedFirst }: Heard,
): Detection {
  const isShown = text(asked.response).includes(CALLBACK_BODY);
  const later =
    body?.effect !== 'makes' || asked.request.url === url ? '' : ' when the created object was tested';
  const spelt = refusedFirst ? ' The usual notation of loopback was rejected, another one was not.' : '';
  const saw = `${name}: the service fetched a URL of the scanner’s callback listener${later}, with a token unique to this request; ${isShown ? 'the content of its response was returned' : 'nothing of its response was returned'}.${spelt}`;
  const made = 'this request made the service send a request to the callback listener';
  if (!plain)
    return {
      confidence: 'confirmed',
      evidenceSummary: saw,
      proof: [{ exchange: asked, note: made }],
      control: { fact: 'The token was in no other request, and a token that was never sent did not arrive.' },
    };
  return confirmed(
    saw,
    [asked, made],
    [plain, 'the ordinary request caused none: the token was in no other request'],
  );
}
