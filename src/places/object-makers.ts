import { callsModel } from '../discovery/calls-model.ts';
import { tokensOf } from '../discovery/doing-words.ts';
import { isRisky } from '../discovery/risky-path.ts';
import type { Surface } from '../discovery/surface.ts';
import { accountRecipe, isNamedAfter, isRemovable, placeOf, recipeFor } from '../journal/recipe.ts';
import { type Bound, boundTo, sameTemplate, variablesIn } from '../making/bound.ts';
import { jsonContent } from '../openapi/json-content.ts';
import type { Operation, Spec } from '../openapi/operation.ts';
import { propertiesOf } from '../openapi/properties-of.ts';
import { PASSWORD } from '../values/password-names.ts';
import { ACTION } from './acting-words.ts';
import { type PlaceKind, perSurface } from './place.ts';
import { uploadsOf } from './uploads.ts';

/** Operations that make an object from a JSON body and do no more by their name, where another one removes it again. */
export const objectMakers: PlaceKind<Operation> = {
  one: 'operation that makes an object which can be removed',
  many: 'operations that make an object which can be removed',
  find: ({ surface }) => makersOf(surface),
  key: ({ id }) => id,
  operationOf: (operation) => operation,
};

/** An operation that changes or removes an object, and one that makes such an object. */
export interface ObjectWriter {
  readonly operation: Operation;
  readonly maker: Operation;
}

/**
 * Operations that change or remove one object of a kind that the scan can make itself, also below an object that it
 * makes first, and operations that have one object do something: `POST /cards/{id}/block`.
 */
export const objectWriters: PlaceKind<ObjectWriter> = {
  one: 'operation that changes or removes an object',
  many: 'operations that change or remove an object',
  find: ({ surface }) => writersIn(surface),
  key: ({ operation }) => operation.id,
  operationOf: ({ operation }) => operation,
};

const writersIn = perSurface((surface) =>
  surface.operations.flatMap((operation): ObjectWriter[] => {
    const address = writesOne(operation) ? operation.path : actsOn(operation, surface);
    const maker = address === undefined ? undefined : makerOf(surface, operation, above(address));
    return maker && isFoundAgain(maker, operation, surface) ? [{ operation, maker }] : [];
  }),
);

/** What makes the one object that an operation right below it is about, whatever that does to it: `POST /parcels/{id}/scans`. */
export function makerOfObjectAbove(operation: Operation, surface: Surface): Operation | undefined {
  const [, address, last = ''] = /^(.*\/\{[^{}]+\})\/([^/{}]+)\/?$/.exec(operation.path) ?? [];
  if (address === undefined || operation.method !== 'POST' || NOT_MADE.test(last)) return undefined;
  const maker = makerOf(surface, operation, above(address));
  return maker && isFoundAgain(maker, operation, surface) ? maker : undefined;
}

/** What makes the objects of this collection, which the operation is about. */
export function makerOf(surface: Surface, operation: Operation, collection: string): Operation | undefined {
  const all = [...parentMakers(surface), ...uploadsOf(surface).map((upload) => upload.operation)];
  const makers = all.filter((one) => one.server === operation.server && one !== operation);
  return (
    makers.find(({ path }) => sameTemplate(path, collection)) ??
    // `/users/register` makes one of `/users`, and `/posts/{slug}/comments` one of `/comments`.
    makers.find(({ path }) => sameTemplate(above(path), collection)) ??
    makers.find(({ path }) => path.includes('{') && isShortcut(path, collection))
  );
}

/** True where what the maker makes is looked for at the address that the operation writes to. */
function isFoundAgain(maker: Operation, operation: Operation, surface: Surface): boolean {
  if (makesAccount(maker, surface.spec)) return false;
  const bound = boundTo(
    surface,
    maker,
    variablesIn(maker.path).map(() => PARENT),
  );
  const writes = bound.surface.operations[surface.operations.indexOf(operation)];
  const place = writes && placeOf(writes, bound.surface);
  return (
    place !== undefined &&
    recipeFor(bound.operation, bound.surface).objects.some(({ url }) => url === place.url)
  );
}

/** True where the document has an operation that removes what this one makes. */
export function isRemovedAgain(maker: Operation, surface: Surface): boolean {
  const bound = belowAny(maker, surface);
  return isRemovable(recipeFor(bound.operation, bound.surface));
}

function belowAny(maker: Operation, surface: Surface): Bound {
  return boundTo(
    surface,
    maker,
    variablesIn(maker.path).map(() => PARENT),
  );
}

const PARENT = 'mb0parent0mb';

const above = (path: string) => path.replace(/\/$/, '').replace(/\/[^/]*$/, '');

/** `/comments` of `/posts/{slug}/comments`, and `/enrolments` of `/courses/{slug}/enrol`. */
function isShortcut(maker: string, collection: string): boolean {
  return !collection.includes('{') && isNamedAfter(lastPart(collection), lastPart(maker));
}

const lastPart = (path: string) => path.replace(/\/$/, '').split('/').at(-1) ?? '';

/** Not of something below the object. */
function writesOne({ method, path }: Operation): boolean {
  return ['PATCH', 'PUT', 'DELETE'].includes(method) && /\/\{[^{}]+\}\/?$/.test(path);
}

/** True for what has one object do something, or sets a part of it, rather than all of it. */
export function actsOnObject({ path, method, source }: Operation): boolean {
  // A mutation that sets fields lies below the object where another one has its address.
  if (source === 'graphql' && method === 'PATCH') return false;
  return !/\}\/?$/.test(path);
}

/** The address of the object, where the last part of the path says what becomes of it. */
function actsOn({ method, path, server, source }: Operation, { operations }: Surface): string | undefined {
  const [, address, action = ''] = /^(.*\/\{[^{}]+\})\/([^/{}]+)\/?$/.exec(path) ?? [];
  if (address === undefined || NOT_MADE.test(action)) return undefined;
  const isPart = operations.some(
    (one) => one.server === server && one.path.startsWith(`${path.replace(/\/$/, '')}/{`),
  );
  if (isPart) return undefined;
  // `cancelOrder`
  const does = source === 'graphql' ? (tokensOf(action)[0] ?? '') : action;
  if (method === 'POST') return ACTION.test(does) ? address : undefined;
  return method === 'PUT' || method === 'PATCH' ? address : undefined;
}

/** Making one of these reaches people or money, or makes no object. */
const NOT_MADE =
  /log-?(?:in|out)|sign-?(?:in|out)|token|oauth|session|passw|passphrase|reset|pay|charge|transfer|checkout|refund|mail|send|notif|message|sms|upload|import|webhook|invit|subscri|search|(?<!~)query|batch|verify/i;

const makersOf = perSurface((surface) =>
  surface.operations.filter(
    (operation) =>
      !operation.path.includes('{') &&
      isMaker(operation, surface) &&
      isRemovable(
        makesAccount(operation, surface.spec)
          ? accountRecipe(operation, surface)
          : recipeFor(operation, surface),
      ),
  ),
);

/**
 * Operations that make an object, also below another one, and whether or not it can be removed: what cannot is made once.
 * First those at the list itself: `/users` before `/users/register`.
 */
export const parentMakers = perSurface((surface): readonly Operation[] =>
  surface.operations.filter(
    (operation) =>
      !/\}\/?$/.test(operation.path) &&
      (isMaker(operation, surface) || makesHook(operation, surface)) &&
      !makesAccount(operation, surface.spec) &&
      holdsObjects(operation, surface) &&
      !(SECRET.test(operation.path) && !isRemovedAgain(operation, surface)),
  ),
);

/** The same as places of rules. */
export const everyMaker: PlaceKind<Operation> = {
  one: 'operation that makes an object',
  many: 'operations that make an object',
  find: ({ surface }) => parentMakers(surface),
  key: ({ id }) => id,
  operationOf: (operation) => operation,
};

/** A credential that stays is a danger. */
const SECRET = /(?:keys?|credentials?|certificates?)\/?$/i;

/** True for what makes a thing from a JSON body by its name, and does no more, whether or not it is found again. */
export function makesThing(operation: Operation, surface: Surface): boolean {
  return isMaker(operation, surface) && !SECRET.test(operation.path);
}

function isMaker(operation: Operation, { spec }: Surface): boolean {
  const { method, path, bodies } = operation;
  return (
    method === 'POST' &&
    !isRisky(path) &&
    !NOT_MADE.test(path) &&
    !callsModel(operation, spec) &&
    // Below something, that is all that has to be said: `POST /courses/{id}/enrolments`.
    (bodies.some(({ mediaType }) => /json/.test(mediaType)) || (bodies.length === 0 && path.includes('{')))
  );
}

/** What a service calls later: made with addresses that lead nowhere, and only where it is removed again. */
const HOOK = /(?:hook|callback)s?\/?$/i;

/** True for what the scan must not give an address at which somebody listens. */
export function makesHook({ method, path, bodies }: Operation, surface: Surface): boolean {
  const isHook =
    method === 'POST' && HOOK.test(path) && bodies.some(({ mediaType }) => /json/.test(mediaType));
  return isHook && surface.operations.some((one) => isRemovalOf(one, path));
}

function isRemovalOf({ method, path }: Operation, collection: string): boolean {
  return method === 'DELETE' && sameTemplate(path.replace(/\/\{[^{}/]+\}\/?$/, ''), collection);
}

/** One of what is made is addressed below the collection, or below one of the same name. */
function holdsObjects({ path, server }: Operation, { operations }: Surface): boolean {
  return operations.some((one) => {
    if (one.server !== server) return false;
    // What has no address of its own is told what to do: `POST /offers/{id}/accept` of what `/listings/{id}/offers` makes.
    const acted =
      one.method === 'POST' ? /^([^{}]*)\/\{[^{}]+\}\/[^/{}]+\/?$/.exec(one.path)?.[1] : undefined;
    if (acted !== undefined && path.includes('{') && isShortcut(path, acted)) return true;
    const collection = /^(.*)\/\{[^{}]+\}\/?$/.exec(one.path)?.[1];
    if (collection === undefined || one.method === 'POST') return false;
    return (
      sameTemplate(collection, path) ||
      (path.includes('{') && isShortcut(path, collection)) ||
      sameTemplate(collection, above(path))
    );
  });
}

/** True where what is made can log in: it is given a password. */
export function makesAccount({ bodies }: Operation, spec: Spec | undefined): boolean {
  const json = jsonContent({ bodies });
  return Object.keys(propertiesOf(json?.schema, spec)).some((name) => PASSWORD.test(name));
}
