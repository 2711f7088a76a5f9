import { type MadeObject, makeObject, placeIn, removeObject } from '../checks/made-object.ts';
import type { HttpClient } from '../http/client.ts';
import type { Exchange } from '../http/exchange.ts';
import { createTurns } from '../http/in-turn.ts';
import { TransportFailure } from '../http/transport-failure.ts';
import { ownBody } from '../journal/own-body.ts';
import { writeToOwn } from '../journal/own-thing.ts';
import { placeOf } from '../journal/recipe.ts';
import type { Operation } from '../openapi/operation.ts';
import { sampleFor } from '../openapi/sample-value.ts';
import { requestFor } from '../openapi/samples.ts';
import { preferredBody } from '../openapi/serialise-body.ts';
import { oddMembers } from './body-members.ts';
import type { Known } from './place.ts';
import { writingClient } from './writing-client.ts';

interface Making {
  /** The body that makes an ordinary object. */
  readonly usual: Readonly<Record<string, unknown>>;
  /** True where an operation that makes the object act is called, before the object is removed. */
  readonly isTriedOut: boolean;
}

/** Makes an object for each request, with the members of its body that are not the usual ones, and removes it. */
export function makingClient(known: Known, operation: Operation, { usual, isTriedOut }: Making): HttpClient {
  const inTurn = createTurns();
  return writingClient(known.http, (request) =>
    inTurn(operation.id, async () => {
      if (hasLeft(known, operation))
        throw new TransportFailure('unsafe-method', `what ${operation.id} makes could not be removed`);
      const { http, answers } = listening(known.http);
      const context = { ...known, deaths: () => [], http };
      const made = await makeObject(context, operation, oddMembers(request.body, usual, operation));
      const [answer] = answers;
      let acted: Exchange | undefined;
      if (made) {
        acted = isTriedOut ? await triedOut(known, operation, made) : undefined;
        await removeObject(context, made);
      }
      if (!answer) throw new TransportFailure('unsafe-method', `no object was made with ${operation.id}`);
      return acted ?? answer;
    }),
  );
}

/** True where something that this operation made in this scan could not be removed. */
export function hasLeft({ journal }: Known, { method, server, path }: Operation): boolean {
  return journal
    .entries()
    .some(
      ({ intent, state }) =>
        intent.kind === 'make' &&
        intent.method === method &&
        intent.url === server + path &&
        state === 'left',
    );
}

/** The same client, and the answers to what it wrote: what a service says when it refuses is worth reading too. */
export function listening(client: HttpClient) {
  const answers: (Exchange | TransportFailure)[] = [];
  const http: HttpClient = {
    ...client,
    identity: client.identity,
    async write(entry, spec) {
      const answer = await client.write(entry, spec);
      answers.push(answer);
      return answer;
    },
  };
  return { http, answers };
}

const TRIES_OUT = /\/\{[^{}]+\}\/(?:test|ping|try|trigger|deliver|fire|check|verify|refresh|fetch|preview)$/i;

/** Has the scan's own object act once. */
async function triedOut(
  { surface, http, journal }: Known,
  maker: Operation,
  made: MadeObject,
): Promise<Exchange | undefined> {
  const { spec } = surface;
  const acting = surface.operations.find(
    ({ method, path, server }) =>
      method === 'POST' &&
      server === maker.server &&
      path.startsWith(`${maker.path.replace(/\/$/, '')}/{`) &&
      TRIES_OUT.test(path),
  );
  const place = acting && placeIn(made, placeOf(acting, surface));
  if (!acting || !place) return undefined;
  const content = preferredBody(acting.bodies);
  const sample = content && sampleFor(spec, content.schema, { example: content.example }).value;
  const body = sample === undefined ? undefined : ownBody(sample, { tag: made.tag });
  const request = requestFor(acting, spec, { overrides: { path: { [place.at.field]: place.id }, body } });
  const { entry, recipe } = made;
  const answer = await writeToOwn(journal, { entry, recipe, place, reader: http, writer: http, request });
  return answer instanceof Error ? undefined : answer;
}
