import { randomBytes } from 'node:crypto';
import { accepts } from '../../answers/answers.ts';
import type { RequestSpec } from '../../http/client.ts';
import type { Exchange } from '../../http/exchange.ts';
import { header, headerValues, json, mediaType, text } from '../../http/exchange.ts';
import { freshName } from '../../identities/register.ts';
import { claimed } from '../../journal/claimed.ts';
import type { Entry } from '../../journal/journal.ts';
import { ownBody } from '../../journal/own-body.ts';
import { addressOf, locate, type OwnPlace } from '../../journal/own-thing.ts';
import { placeOf, recipeFor } from '../../journal/recipe.ts';
import { formParts } from '../../openapi/form-parts.ts';
import { isNode } from '../../openapi/node.ts';
import { sampleFor } from '../../openapi/sample-value.ts';
import { requestFor } from '../../openapi/samples.ts';
import { writeBody } from '../../openapi/serialise-body.ts';
import { operationsToRead } from '../../places/operations.ts';
import { type Upload, uploads } from '../../places/uploads.ts';
import { removeObject } from '../made-object.ts';
import { defineRule, type ProbeContext, untested } from '../rule.ts';
import { withHeaders } from '../with-headers.ts';
import { AS_A_BROWSER, isPage } from './markup-reflection.ts';

/** Files that a browser draws as pages and that may hold scripts. */
const FILES = [
  { ending: 'html', type: 'text/html', before: '<!doctype html><title>mb</title>', after: '' },
  {
    ending: 'svg',
    type: 'image/svg+xml',
    before: '<svg xmlns="http://www.w3.org/2000/svg">',
    after: '</svg>',
  },
  // The name says one thing and the type another: a service that looks at the type only keeps the name.
  { ending: 'html', type: 'image/png', before: '<!doctype html><title>mb</title>', after: '' },
] as const;
/** Addresses in an answer; more of them are those of other files. */
const MOST_ADDRESSES = 8;

export const unrestrictedUpload = defineRule({
  id: 'unrestricted-upload',
  title: 'Uploaded files are served as pages of this service',
  severity: 'high',
  cwe: [434, 79],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:L/UI:P/VC:H/VI:H/VA:N/SC:L/SI:L/SA:N',
  meaning:
    'An HTML or SVG file is taken and served again as what it is. Whoever opens its address runs the script of whoever uploaded it, in the name of this service.',
  fix: 'Take only the types that are needed, found from the content; serve uploads from another origin, or with Content-Disposition: attachment, X-Content-Type-Options: nosniff and a type of your own choice.',
  needs: ['active'],
  places: uploads,
  oneByOne: true,
  async judge(upload, context) {
    let isTaken = false;
    for (const file of FILES) {
      const mark = `mb-mark-${randomBytes(4).toString('hex')}`;
      const sent = await send(upload, file, `${file.before}<${mark}></${mark}>${file.after}`, context);
      if (!sent) continue;
      isTaken = true;
      try {
        const page = await servedAsPage(sent, `<${mark}>`, context);
        if (!page) continue;
        return {
          operation: upload.operation,
          confidence: 'confirmed',
          saw: `A file of type ${file.type} was taken as ${upload.part}, and is served as ${mediaType(page.response)} to be shown.`,
          proof: [
            { exchange: page, note: 'the element of the uploaded file stands in a page' },
            { exchange: sent.answer, note: 'the upload' },
          ],
          control: {
            fact: 'the name of the element was made for this one upload, and stands nowhere else',
          },
        };
      } finally {
        await removeObject(context, { entry: sent.entry, isAccount: false });
      }
    }
    return isTaken ? 'clean' : untested(`${upload.operation.id} takes no file that a browser would show`);
  },
});

interface Sent {
  readonly entry: Entry;
  readonly answer: Exchange;
  readonly places: readonly OwnPlace[];
}

/** Undefined where it was refused. */
async function send(
  { operation, content, part }: Upload,
  { ending, type }: (typeof FILES)[number],
  file: string,
  { surface, http, journal }: ProbeContext,
): Promise<Sent | undefined> {
  const { spec } = surface;
  const name = freshName();
  const fileName = `${name}.${ending}`;
  const sample = ownBody(sampleFor(spec, content.schema, { example: content.example }).value, { tag: name });
  const value = { ...(isNode(sample) ? sample : {}), [part]: file };
  const parts = { ...formParts(content, spec), [part]: { fileName, contentType: type } };
  const { contentType, body } = writeBody(content.mediaType, value, parts);
  const frame = requestFor(operation, spec);
  const recipe = recipeFor(operation, surface);
  const facts = {
    kind: 'make',
    what: `${fileName}, made by ${operation.id}`,
    tag: fileName,
    recipe,
  } as const;
  const request = { ...withHeaders(frame, [['Content-Type', contentType]]), body };
  const { entry, answer } = await journal.write(http, facts, request);
  if (answer instanceof Error) throw answer;
  if (!accepts(answer, surface)) {
    if (answer.response.status < 500) await journal.settle(entry, 'nothing');
    return undefined;
  }
  await journal.settle(entry, 'made', { candidates: claimed(answer, fileName, recipe) });
  const { places } = await locate(http, entry, recipe);
  const proven = places.flatMap((place) => ('id' in place ? [place.id] : []));
  await journal.settle(entry, 'made', { proven });
  return { entry, answer, places };
}

/** The first address of the file at which a browser would show it. */
async function servedAsPage(
  sent: Sent,
  element: string,
  context: ProbeContext,
): Promise<Exchange | undefined> {
  for (const url of addressesOf(sent, context)) {
    const request: RequestSpec = withHeaders({ url }, [AS_A_BROWSER]);
    const answer = await context.http.attempt(request);
    if (answer instanceof Error || !isPage(answer) || !text(answer.response).includes(element)) continue;
    if (!isHarmless(answer)) return answer;
  }
  return undefined;
}

/** What is saved instead of shown, or shown without its scripts. */
function isHarmless({ response }: Exchange): boolean {
  const directives = headerValues(response.headers, 'content-security-policy')
    .flatMap((policy) => policy.toLowerCase().split(/[;,]/))
    .map((directive) => directive.trim());
  return (
    /^\s*attachment/i.test(header(response.headers, 'content-disposition') ?? '') ||
    directives.some((one) => /^sandbox\b/.test(one) && !one.includes('allow-scripts')) ||
    directives.some((one) => /^(?:script|default)-src\s/.test(one) && one.includes("'none'"))
  );
}

/** Where the answer says that the file lies, where it was read back, and what lies below. */
function addressesOf({ answer, places }: Sent, { surface, cuts }: ProbeContext): readonly string[] {
  const said = isNode(json(answer.response)) ? Object.values(json(answer.response) as object) : [];
  const named = [header(answer.response.headers, 'location'), ...said].filter(
    (value): value is string => typeof value === 'string' && /^(?:\/|https?:\/\/)/.test(value),
  );
  const own = places.map(addressOf);
  const below = operationsToRead(surface).flatMap(({ operation }) => {
    const at = placeOf(operation, surface);
    const place = places.find((one) => 'id' in one && one.at.url === at?.url);
    if (!place || !('id' in place)) return [];
    return [requestFor(operation, surface.spec, { overrides: { path: { [place.at.field]: place.id } } }).url];
  });
  const { origin } = surface.target;
  const whole = [...named, ...own, ...below]
    .filter((address) => URL.canParse(address, answer.request.url))
    .map((address) => new URL(address, answer.request.url).href)
    .filter((address) => new URL(address).origin === origin);
  return cuts.first(
    [...new Set(whole)],
    MOST_ADDRESSES,
    'addresses at which a file may be served',
    `${MOST_ADDRESSES} of each are asked`,
  );
}
