import { randomBytes } from 'node:crypto';
import type { RequestSpec } from '../../http/client.ts';
import type { Exchange } from '../../http/exchange.ts';
import { header, headerValues, json, mediaType, text } from '../../http/exchange.ts';
import { addressOf } from '../../journal/own-thing.ts';
import { placeOf } from '../../journal/recipe.ts';
import { isNode } from '../../openapi/node.ts';
import { requestFor } from '../../openapi/samples.ts';
import { operationsToRead } from '../../places/operations.ts';
import type { Upload } from '../../places/uploads.ts';
import { uploads } from '../../places/uploads-below.ts';
import { removeObject } from '../made-object.ts';
import { type MadeUpload, uploadFile } from '../made-upload.ts';
import { defineRule, type ProbeContext, untested, type Verdict } from '../rule.ts';
import { withUpload } from '../upload-below.ts';
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
  title: 'Unrestricted file upload (stored XSS)',
  aliases: ['file upload', 'malicious upload', 'SVG upload', 'XSS', 'cross-site scripting'],
  severity: 'high',
  cwe: [434, 79],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:L/UI:P/VC:H/VI:H/VA:N/SC:L/SI:L/SA:N',
  description:
    'Anyone who opens an uploaded file runs the uploader’s script in the origin of this service (stored XSS). HTML or SVG files are served with their own type.',
  remediation:
    'Accept only the types that are needed, detected from the content. Serve uploads from another origin, or with Content-Disposition: attachment, X-Content-Type-Options: nosniff and a type of your choice.',
  needs: ['active'],
  places: uploads,
  oneByOne: true,
  judge: (place, context) => withUpload(place, context, judgeUpload),
});

async function judgeUpload(upload: Upload, context: ProbeContext): Promise<Verdict> {
  let isTaken = false;
  for (const file of FILES) {
    const mark = `mb-mark-${randomBytes(4).toString('hex')}`;
    const { ending, type, before, after } = file;
    const content = `${before}<${mark}></${mark}>${after}`;
    const sent = await uploadFile(context, upload, { name: (tag) => `${tag}.${ending}`, type, content });
    if (!sent) continue;
    isTaken = true;
    try {
      const page = await servedAsPage(sent, `<${mark}>`, context);
      if (!page) continue;
      const isQuiet = keepsScriptsOff(page);
      return {
        operation: upload.operation,
        confidence: 'confirmed',
        ...(isQuiet ? { severity: 'low', severityReason: QUIET } : {}),
        evidenceSummary: `A file of type ${file.type} was accepted as ${upload.part}, and is returned as ${mediaType(page.response)} for display in the browser.`,
        proof: [
          { exchange: page, note: 'the element of the uploaded file is in a page' },
          { exchange: sent.created, note: 'the upload' },
        ],
        control: {
          fact: 'the name of the element was generated for this upload, and occurs nowhere else',
        },
      };
    } finally {
      await removeObject(context, sent);
    }
  }
  return isTaken ? 'clean' : untested(`${upload.operation.id} accepts no file that a browser would display`);
}

/** The first address of the file at which a browser would show it. */
async function servedAsPage(
  sent: MadeUpload,
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

/** What is saved instead of shown, or shown as if it came from nowhere. */
function isHarmless(page: Exchange): boolean {
  return (
    /^\s*attachment/i.test(header(page.response.headers, 'content-disposition') ?? '') ||
    policyOf(page).some((one) => /^sandbox\b/.test(one) && !one.includes('allow-scripts'))
  );
}

const QUIET =
  'The Content-Security-Policy blocks scripts; links, forms and texts of the uploader still appear as part of this service.';

function keepsScriptsOff(page: Exchange): boolean {
  return policyOf(page).some((one) => /^(?:script|default)-src\s/.test(one) && one.includes("'none'"));
}

function policyOf({ response }: Exchange): string[] {
  return headerValues(response.headers, 'content-security-policy')
    .flatMap((policy) => policy.toLowerCase().split(/[;,]/))
    .map((directive) => directive.trim());
}

/** Where the answer says that the file lies, where it was read back, and what lies below. */
function addressesOf(
  { created: answer, places }: MadeUpload,
  { surface, cuts }: ProbeContext,
): readonly string[] {
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
    'URLs at which a file may be available',
    `${MOST_ADDRESSES} of each are requested`,
  );
}
