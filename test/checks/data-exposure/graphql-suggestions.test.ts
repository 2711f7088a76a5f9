import * as lab from '../../../lab/data-exposure/graphql-suggestions.ts';
import { graphqlSuggestions } from '../../../src/checks/data-exposure/graphql-suggestions.ts';
import { testRule } from '../../rule-test.ts';

testRule(graphqlSuggestions, {
  'fires on a suggestion': { lab: lab.suggesting, fires: { severity: 'info', confidence: 'confirmed' } },
  'silent without': { lab: lab.silent, fires: false },
  'says when there is no endpoint': { lab: lab.none, skipped: /no GraphQL/, fires: false },
});
