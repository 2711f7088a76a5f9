import * as lab from '../../../lab/rate-limiting/graphql.ts';
import { graphqlBatching } from '../../../src/checks/rate-limiting/graphql-batching.ts';
import { testRule } from '../../rule-test.ts';

testRule(graphqlBatching, {
  'fires on ten answers to ten': { lab: lab.open, fires: { severity: 'info', confidence: 'confirmed' } },
  'weighs more where each costs as much as the first': { lab: lab.costly, fires: { severity: 'low' } },
  'silent where an array is refused': {
    lab: lab.unbatched,
    fires: false,
    looked: '1 of 1 GraphQL endpoints',
  },
  'says where there is nothing to post to': { lab: lab.byGetOnly, fires: false, skipped: /by GET only/ },
  'says where there is no endpoint': { lab: lab.none, fires: false, skipped: /no GraphQL endpoint/ },
});
