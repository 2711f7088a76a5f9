import { accepts } from '../answers/answers.ts';
import type { Surface } from '../discovery/surface.ts';
import type { HttpClient } from '../http/client.ts';
import { type Exchange, json } from '../http/exchange.ts';
import { freshName } from '../identities/register.ts';
import { claimed } from '../journal/claimed.ts';
import type { Recipe } from '../journal/entry.ts';
import type { Entry } from '../journal/journal.ts';
import { idsAround, listedBefore, newlyListed } from '../journal/known-by-id.ts';
import { ownBody } from '../journal/own-body.ts';
import { locate, type OwnPlace, type Shown } from '../journal/own-thing.ts';
import { recipeFor } from '../journal/recipe.ts';
import { inTurn } from '../making/once.ts';
import { ordinaryFiles, type SentFile } from '../material/files.ts';
import { formParts } from '../openapi/form-parts.ts';
import { isNode, type Node } from '../openapi/node.ts';
import type { Operation } from '../openapi/operation.ts';
import { sampleFor } from '../openapi/sample-value.ts';
import { requestFor } from '../openapi/samples.ts';
import { writeBody } from '../openapi/serialise-body.ts';
import type { Upload } from '../places/uploads.ts';
import type { ProbeContext } from './rule.ts';
import { withHeaders } from './with-headers.ts';

/** A file that the scan uploaded itself: an object of its own as any other. */
export interface MadeUpload {
  readonly tag: string;
  readonly entry: Entry;
  readonly recipe: Recipe;
  readonly created: Exchange;
  readonly places: readonly OwnPlace[];
  readonly isAccount: false;
  readonly mayBeShared: false;
  readonly kept?: Shown;
  readonly surface: Surface;
  readonly maker: Operation;
  readonly parents: readonly [];
  readonly owner: HttpClient;
}

type Means = Pick<ProbeContext, 'surface' | 'http' | 'journal'>;

/** Which ordinary file a service takes. */
const taken = new WeakMap<Operation, SentFile>();

/** Uploads an ordinary file of a type that the service takes; undefined where it takes none of the usual ones. */
export async function makeUpload(
  context: Means,
  upload: Upload,
  further: Node = {},
): Promise<MadeUpload | undefined> {
  const known = taken.get(upload.operation);
  for (const file of known ? [known] : ordinaryFiles(upload.type)) {
    const made = await uploadFile(context, upload, file, further);
    if (made) taken.set(upload.operation, file);
    if (made) return made;
  }
  return undefined;
}

/** The ordinary file that the service was seen to take. */
export function takenFile({ operation }: Upload): SentFile | undefined {
  return taken.get(operation);
}

/** Uploads this file, with these texts beside it. Undefined where it was refused, or one before it was lost. */
export function uploadFile(
  context: Means,
  upload: Upload,
  file: SentFile,
  further: Node = {},
): Promise<MadeUpload | undefined> {
  const { operation } = upload;
  const key = `upload ${operation.id} ${context.http.identity.name}`;
  return inTurn(context.journal, key, () => send(context, upload, file, further));
}

async function send(
  { surface, http, journal }: Means,
  { operation, content, part }: Upload,
  { name, type, content: bytes }: SentFile,
  further: Node,
): Promise<MadeUpload | undefined> {
  // What was not known again cannot be removed: there is one of that kind at most.
  if (hasLostUpload(journal, operation)) return undefined;
  const { spec } = surface;
  const base = freshName();
  const fileName = name(base);
  // In a form with bytes, one character stands for one byte.
  const isBinary = !ASCII.test(bytes);
  const held = (text: unknown) =>
    isBinary && typeof text === 'string' ? Buffer.from(text, 'utf8').toString('latin1') : text;
  const sample = ownBody(sampleFor(spec, content.schema, { example: content.example }).value, { tag: base });
  const texts = Object.entries({ ...(isNode(sample) ? sample : {}), ...further });
  const value = { ...Object.fromEntries(texts.map(([name, text]) => [name, held(text)])), [part]: bytes };
  const parts = { ...formParts(content, spec), [part]: { fileName, contentType: type } };
  const { contentType, body } = writeBody(content, value, spec, parts);
  const recipe = recipeFor(operation, surface);
  const before = await listedBefore(http, recipe);
  const { entry, answer } = await journal.write(
    http,
    { kind: 'make', what: `${fileName}, made by ${operation.id}`, tag: fileName, recipe },
    {
      ...withHeaders(requestFor(operation, spec), [['Content-Type', contentType]]),
      body: isBinary ? Buffer.from(body, 'latin1') : body,
    },
  );
  if (answer instanceof Error) return undefined;
  if (!accepts(answer, surface)) {
    if (answer.response.status < 500) await journal.settle(entry, 'nothing');
    return undefined;
  }
  const claims = claimed(answer, fileName, recipe);
  await journal.settle(entry, 'made', { candidates: claims });
  let found = await locate(http, entry, recipe);
  if (found.places.length === 0) {
    // The service gave the file another name.
    const given = new Set([...claims, ...idsAround(json(answer.response))]);
    const byId = await newlyListed(http, before, given);
    if (byId) {
      await journal.settle(entry, 'made', { known: byId });
      found = await locate(http, entry, recipe);
    }
  }
  const { places, shown } = found;
  await journal.settle(entry, 'made', {
    proven: places.flatMap((place) => ('id' in place ? [place.id] : [])),
  });
  const facts = { surface, maker: operation, parents: [], owner: http } as const;
  return {
    tag: fileName,
    entry,
    recipe,
    created: answer,
    places,
    ...facts,
    ...({ isAccount: false, mayBeShared: false } as const),
    ...(shown ? { kept: shown } : {}),
  };
}

/** True where a file that the operation took could not be found again: it is sent no further one. */
export function hasLostUpload(journal: Means['journal'], operation: Operation): boolean {
  return journal.entries().some((entry) => isLost(entry, operation));
}

const ASCII = /^[\0-\x7f]*$/;

function isLost({ intent, state, proven }: Entry, { id }: Operation): boolean {
  return (
    intent.kind === 'make' &&
    intent.what.endsWith(`made by ${id}`) &&
    (state === 'left' || (state === 'made' && proven.length === 0))
  );
}
