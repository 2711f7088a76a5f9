import { callbackListener, reachesListener } from '../../http/callback-listener.ts';
import type { Exchange } from '../../http/exchange.ts';
import { text } from '../../http/exchange.ts';
import { addressInputs } from '../../places/address-inputs.ts';
import type { ParameterSlot } from '../../places/parameters.ts';
import { confirmed, defineRule, type ProbeContext, untested } from '../rule.ts';
import { takesNoAddress } from './address-parameters.ts';

/** A page of the target that is surely there, and a piece of it that no other answer holds by chance. */
const PIECE = 48;

function holds(answer: Exchange, piece: string): boolean {
  const body = text(answer.response);
  return body.includes(piece) || body.includes(JSON.stringify(piece).slice(1, -1));
}

export const fetchedContentEchoed = defineRule({
  id: 'fetched-content-echoed',
  title: 'SSRF: fetched content returned',
  aliases: ['SSRF', 'server-side request forgery', 'full-read SSRF'],
  severity: 'high',
  cwe: [918],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:L/SI:N/SA:N',
  description:
    'A client can read internal services through this one. The content of a page that only the service’s network may reach is returned.',
  remediation:
    'Allow only known hosts, reject addresses that resolve to private networks, and return only what the feature needs.',
  needs: ['active'],
  places: addressInputs,
  leaveOut: takesNoAddress,
  async judge(slot, { surface, http }) {
    const pages = [surface.entry.request.url, ...surface.publicDocuments];
    let looked = false;
    for (const page of pages) {
      const shown = text((await http.once({ url: page })).response).trim();
      if (shown.length < PIECE) continue;
      const piece = shown.slice(Math.floor((shown.length - PIECE) / 2)).slice(0, PIECE);
      const control = await http.send(slot.with('http://mb-nowhere.invalid/'));
      if (holds(control, piece)) continue;
      looked = true;
      const asked = await http.send(slot.with(page));
      const shows = (answer: Exchange) => holds(answer, piece);
      const found = shows(asked)
        ? { asked, way: '' }
        : await redirected(slot, { page, shows, http, surface });
      if (!found) continue;
      return confirmed(
        `${slot.name}: with the URL of another page of the service, the response contained that page.${found.way}`,
        [found.asked, 'the response contains that page'],
        [control, 'with a host that does not exist, it does not'],
      );
    }
    return looked ? 'clean' : untested('no page of the service has a unique text');
  },
});

interface Leading extends Pick<ProbeContext, 'http' | 'surface'> {
  readonly page: string;
  readonly shows: (answer: Exchange) => boolean;
}

/** An address is looked at before it is fetched, and where the answer leads is not. */
async function redirected(
  slot: ParameterSlot,
  { page, shows, http, surface: { callback, target } }: Leading,
): Promise<{ readonly asked: Exchange; readonly way: string } | undefined> {
  if (!callback && !reachesListener(target.hostname)) return undefined;
  const listener = await callbackListener(callback);
  try {
    const asked = await http.attempt(slot.with(listener.leadingTo(page)));
    if (asked instanceof Error || !shows(asked)) return undefined;
    return {
      asked,
      way: ' Its own URL was rejected; the URL of the scanner’s callback listener was sent, which redirected there.',
    };
  } finally {
    await listener.close();
  }
}
