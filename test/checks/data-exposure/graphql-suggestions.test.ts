import * as lab from '../../../lab/data-exposure/graphql-suggestions.ts';
import { graphqlSuggestions } from '../../../src/checks/data-exposure/graphql-suggestions.ts';
import { testRule } from '../../rule-test.ts';

testRule(graphqlSuggestions, {
  'fires on a suggestion': { lab: lab.suggesting, fires: { severity: 'info', confidence: 'confirmed' } },
  'fires where introspection told a name to misspell': { lab: lab.suggestingRareNames, fires: true },
  'silent where messages name nothing': { lab: lab.silent, fires: false },
  'says when no name is near': { lab: lab.closed, skipped: /no suggestion/, fires: false },
  'says when there is no endpoint': { lab: lab.none, skipped: /no GraphQL/, fires: false },
});
