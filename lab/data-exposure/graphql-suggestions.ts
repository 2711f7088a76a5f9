import { serving } from './serving.ts';

const graphql = (miss: string) =>
  serving({
    '/graphql': (c) =>
      c.req.query('query') === '{__typename}'
        ? c.json({ data: { __typename: 'Query' } })
        : c.json({ errors: [{ message: miss }] }, 400),
  });

export const suggesting = graphql(
  'Cannot query field "__typenam" on type "Query". Did you mean "__typename"?',
);
export const silent = graphql('Cannot query field "__typenam" on type "Query".');
export const none = serving({});
