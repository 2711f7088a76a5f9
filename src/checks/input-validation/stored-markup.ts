import { randomBytes } from 'node:crypto';
import type { HttpClient, RequestSpec } from '../../http/client.ts';
import type { Exchange } from '../../http/exchange.ts';
import { mediaType, text } from '../../http/exchange.ts';
import { listedBefore } from '../../journal/known-by-id.ts';
import { isIdentifier } from '../../journal/own-body.ts';
import { addressOf, type OwnPlace } from '../../journal/own-thing.ts';
import { placeOf } from '../../journal/recipe.ts';
import { withValueAt } from '../../openapi/json-pointer.ts';
import type { Node } from '../../openapi/node.ts';
import type { Operation } from '../../openapi/operation.ts';
import { WITHOUT_SPEC } from '../../openapi/sample-value.ts';
import { requestFor } from '../../openapi/samples.ts';
import { membersIn } from '../../places/body-members.ts';
import { isRemovedAgain, objectMakers, parentMakers } from '../../places/object-makers.ts';
import { operationsToRead } from '../../places/operations.ts';
import { type Upload, uploadsOf } from '../../places/uploads.ts';
import { type MadeObject, makeObject, placeIn, removeObject } from '../made-object.ts';
import { makeUpload, takenFile, uploadFile } from '../made-upload.ts';
import { confirmed, type Detection, defineRule, type ProbeContext, untested } from '../rule.ts';
import { taggedBody } from '../tagged-body.ts';
import { withHeaders } from '../with-headers.ts';
import { AS_A_BROWSER, isPage } from './markup-reflection.ts';
import { spotFor } from './spot-below.ts';

/** Operations that make an object which can be removed, also below another, of texts or of a file with a name. */
const textMakers: typeof objectMakers = {
  ...objectMakers,
  find: async (known) => [
    ...(await objectMakers.find(known)),
    ...parentMakers(known.surface).filter(
      (one) => one.path.includes('{') && isRemovedAgain(one, known.surface),
    ),
    ...uploadsOf(known.surface).map(({ operation }) => operation),
  ],
};

export const storedMarkup = defineRule({
  id: 'stored-markup',
  title: 'Stored XSS',
  aliases: ['XSS', 'cross-site scripting', 'persistent XSS', 'HTML injection'],
  severity: 'high',
  cwe: [79],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:L/UI:P/VC:H/VI:H/VA:N/SC:L/SI:L/SA:N',
  description:
    'Anyone who opens the page runs the attacker’s script in their session. A stored text is written into that page without escaping.',
  remediation:
    'Escape values when they are written into HTML (use templates that do it by default). Where markup is needed, sanitize it with an allowlist of elements.',
  needs: ['active'],
  places: textMakers,
  // One object at a time: what a page shows is then that one's.
  oneByOne: true,
  async judge(operation, context) {
    const mark = `mb-mark-${randomBytes(4).toString('hex')}`;
    const markup = `mb"'><${mark}>`;
    const upload = uploadsOf(context.surface).find((one) => one.operation === operation);
    const members = upload ? markedForm(upload, markup) : markedMembers(operation, context, markup);
    if (members.names.length === 0)
      return untested(`${operation.id} accepts no text other than the name of the new object`);
    const spot = upload ? { context, operation } : await spotFor(operation, context);
    if (!spot) return untested('no object could be created, and no parent object is known');
    const pages = await pagesBefore(spot.context);
    const made = await (upload
      ? uploadNamed(context, upload, `<${mark}>`, members.body)
      : makeObject(spot.context, spot.operation, members.body));
    if (!made) return untested(`${operation.id} created no object with markup in it`);
    try {
      const found = await shownAsMarkup(spot.context, made, pages, `<${mark}>`);
      return found ? told(operation, members.names, made, found) : 'clean';
    } finally {
      await removeObject(context, made);
    }
  },
});

function markedForm({ texts }: Upload, markup: string) {
  const body = Object.fromEntries(texts.map((name) => [name, markup]));
  return { names: ['the name of the file', ...texts], body };
}

/** After an ordinary one, which shows whether a file is known again that the service calls otherwise than it was sent. */
async function uploadNamed(context: ProbeContext, upload: Upload, element: string, texts: Node) {
  const first = await makeUpload(context, upload);
  const file = takenFile(upload);
  if (!first || !file) return undefined;
  await removeObject(context, first);
  const isListed = (await listedBefore(context.http, first.recipe)).length > 0;
  if (!isListed) return undefined;
  return uploadFile(context, upload, { ...file, name: (tag) => file.name(`${tag}${element}`) }, texts);
}

/** The free texts of the body, all with the same mark; names stay, so that the object is known again. */
function markedMembers(operation: Operation, { surface }: ProbeContext, markup: string) {
  const { spec = WITHOUT_SPEC } = surface;
  const tag = 'mb0tag0mb';
  const usual = taggedBody(operation, spec, tag);
  const schema = operation.bodies.find(({ mediaType: type }) => /json/.test(type))?.schema;
  const free = membersIn(usual, schema, spec).filter(
    (member) =>
      !member.ordinary.includes(tag) &&
      member.schema?.enum === undefined &&
      member.schema?.format === undefined &&
      (member.schema?.type ?? 'string') === 'string' &&
      !member.path.some((key) => typeof key === 'string' && isIdentifier(key)),
  );
  const marked = free.reduce<unknown>((body, { path }) => withValueAt(body, path, markup), usual);
  // What a mutation makes is in no list that shows the new one by its identifier alone.
  if (free.length === 0)
    return operation.source === 'graphql' ? { names: [], body: {} } : wordsAlone(usual, tag, markup);
  const changed = new Set(free.map(({ path }) => String(path[0])));
  const body = Object.fromEntries(
    Object.entries(marked as Record<string, unknown>).filter(([name]) => changed.has(name)),
  );
  return { names: free.map(({ name }) => name), body };
}

/** What somebody says, where a body has nothing else: the object is then known by its identifier. */
const WORDS =
  /^(?:text|body|comment|message|content|note|review|remark|description|answer|reply|opinion|feedback)$/i;

function wordsAlone(usual: Node, tag: string, markup: string) {
  const name = Object.keys(usual).find((one) => WORDS.test(one) && String(usual[one]).includes(tag));
  return name === undefined ? { names: [], body: {} } : { names: [name], body: { [name]: markup } };
}

interface Page {
  readonly request: RequestSpec;
  /** As it was before the object was made. */
  readonly before?: Exchange;
}

/** Pages for people that need no identifier. */
async function pagesBefore({ surface, http }: ProbeContext): Promise<Page[]> {
  const pages: Page[] = [];
  for (const { operation, request } of operationsToRead(surface)) {
    if (operation.path.includes('{')) continue;
    const before = await http.attemptOnce(request);
    if (!(before instanceof Error) && isPage(before)) pages.push({ request, before });
  }
  return pages;
}

/** Everything about this object that may be a page, asked for as a browser asks. */
function pagesOf({ surface }: ProbeContext, made: MadeObject): Page[] {
  const itself = made.places.map((place): Page => ({ request: asked(addressOf(place)) }));
  const below = operationsToRead(surface).flatMap(({ operation }): Page[] => {
    const place: OwnPlace | undefined = placeIn(made, placeOf(operation, surface));
    if (!place || !('id' in place)) return [];
    const { url } = requestFor(operation, surface.spec, {
      overrides: { path: { [place.at.field]: place.id } },
    });
    return [{ request: asked(url) }];
  });
  return [...new Map([...itself, ...below].map((page) => [page.request.url, page])).values()];
}

const asked = (url: string): RequestSpec => withHeaders({ url }, [AS_A_BROWSER]);

interface Found {
  readonly page: Exchange;
  readonly before: Exchange | undefined;
}

async function shownAsMarkup(
  context: ProbeContext,
  made: MadeObject,
  pages: readonly Page[],
  element: string,
): Promise<Found | undefined> {
  for (const { request, before } of [...pagesOf(context, made), ...pages]) {
    const page = await asPage(context.http, request);
    if (page && text(page.response).includes(element)) return { page, before };
  }
  return undefined;
}

async function asPage(http: HttpClient, request: RequestSpec): Promise<Exchange | undefined> {
  const answer = await http.attempt(request);
  return answer instanceof Error || !isPage(answer) ? undefined : answer;
}

function told(
  operation: Operation,
  names: readonly string[],
  made: MadeObject,
  { page, before }: Found,
): Detection {
  const saw = `${names.join(', ')}: an element sent with ${operation.id} was returned unescaped in a page of type ${mediaType(page.response)}.`;
  const shown = [page, 'the element, generated for this request, is in the page'] as const;
  const created = [made.created, 'the element was sent as text of the new object'] as const;
  if (before)
    return confirmed(
      saw,
      shown,
      [before, 'the page before the object was created: no such element'],
      created,
    );
  return {
    confidence: 'confirmed',
    evidenceSummary: saw,
    proof: [
      { exchange: page, note: shown[1] },
      { exchange: made.created, note: created[1] },
    ],
    control: { fact: 'the name of the element was generated for this request, and occurs nowhere else' },
  };
}
