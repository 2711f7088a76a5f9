import type { GraphqlEndpoint } from '../graphql/endpoint.ts';
import type { PlaceKind } from './place.ts';

/** Every place at which the service answers GraphQL. */
export const graphqlEndpoints: PlaceKind<GraphqlEndpoint> = {
  one: 'GraphQL endpoint',
  many: 'GraphQL endpoints',
  find: ({ surface }) => surface.graphql ?? [],
  key: ({ url }) => url,
};
