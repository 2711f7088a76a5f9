import { callsModel } from '../discovery/calls-model.ts';
import { isRisky } from '../discovery/risky-path.ts';
import type { Surface } from '../discovery/surface.ts';
import { accountRecipe, isRemovable, placeOf, recipeFor } from '../journal/recipe.ts';
import type { Operation, Spec } from '../openapi/operation.ts';
import { propertiesOf } from '../openapi/properties-of.ts';
import type { PlaceKind } from './place.ts';

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

/** Operations that change or remove one object of a kind that the scan can make itself. */
export const objectWriters: PlaceKind<ObjectWriter> = {
  one: 'operation that changes or removes an object',
  many: 'operations that change or remove an object',
  find: ({ surface }) => {
    const makers = new Map<string, Operation>();
    // First those at the list itself: `/users` before `/users/register`.
    for (const at of [listOf, besideOf])
      for (const maker of makersOf(surface)) if (!makers.has(at(maker))) makers.set(at(maker), maker);
    return surface.operations.filter(writesOne).flatMap((operation) => {
      const maker = makers.get(besideOf(operation));
      const place = maker && placeOf(operation, surface);
      return place && recipeFor(maker, surface).objects.some(({ url }) => url === place.url)
        ? [{ operation, maker }]
        : [];
    });
  },
  key: ({ operation }) => operation.id,
  operationOf: ({ operation }) => operation,
};

const listOf = ({ server, path }: Operation) => server + path.replace(/\/$/, '');
const besideOf = (operation: Operation) => listOf(operation).replace(/\/[^/]*$/, '');

/** Not of something below the object. */
function writesOne({ method, path }: Operation): boolean {
  return ['PATCH', 'PUT', 'DELETE'].includes(method) && /\{[^{}]+\}\/?$/.test(path);
}

/** The member of a body that makes an account of it. */
export const PASSWORD = /^(?:password|passwd|pass|pwd)$/i;

/** Making one of these reaches people or money, or makes no object. */
const NOT_MADE =
  /log-?(?:in|out)|sign-?(?:in|out)|token|oauth|session|password|reset|pay|charge|transfer|checkout|refund|mail|send|notif|message|sms|upload|import|webhook|invit|subscri|search|(?<!~)query|batch|verify/i;

function makersOf(surface: Surface): Operation[] {
  return surface.operations.filter(
    (operation) =>
      operation.method === 'POST' &&
      !operation.path.includes('{') &&
      !isRisky(operation.path) &&
      !NOT_MADE.test(operation.path) &&
      !callsModel(operation, surface.spec) &&
      operation.bodies.some(({ mediaType }) => /json/.test(mediaType)) &&
      isRemovable(
        makesAccount(operation, surface.spec)
          ? accountRecipe(operation, surface)
          : recipeFor(operation, surface),
      ),
  );
}

/** True where what is made can log in: it is given a password. */
export function makesAccount({ bodies }: Operation, spec: Spec | undefined): boolean {
  const json = bodies.find(({ mediaType }) => /json/.test(mediaType));
  return Object.keys(propertiesOf(json?.schema, spec)).some((name) => PASSWORD.test(name));
}
