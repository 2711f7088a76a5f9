import * as lab from '../../../lab/inventory-management/exposed-paths.ts';
import { graphqlConsole } from '../../../src/checks/inventory-management/graphql-console.ts';
import { testRule } from '../../rule-test.ts';

testRule(graphqlConsole, {
  'fires on GraphiQL': { lab: lab.files('/graphiql'), fires: { severity: 'info', confidence: 'confirmed' } },
  'fires at the endpoint, where a browser asks': { lab: lab.consoleForBrowsers, fires: true },
  'silent on a single-page app': { lab: lab.singlePage, fires: false },
  'silent where unknown paths answer 200': { lab: lab.softAbsent, fires: false },
  'silent on a catch-all that quotes it': { lab: lab.quoting, fires: false },
  'silent on refusals': { lab: lab.closed, fires: false },
  'silent on login redirects': { lab: lab.redirecting, fires: false },
  'silent on harmless content': { lab: lab.harmless, fires: false },
});
