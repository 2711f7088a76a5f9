import { GRAPHQL_CONSOLES } from '../../material/exposed-paths.ts';
import { knownPaths } from '../../places/known-paths.ts';
import { defineRule } from '../rule.ts';
import { judgePath } from './judge-path.ts';

export const graphqlConsole = defineRule({
  id: 'graphql-console',
  title: 'GraphQL console exposed',
  aliases: ['GraphiQL', 'GraphQL Playground', 'Apollo Sandbox'],
  severity: 'info',
  cwe: [489, 200],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'Anyone can explore and query the schema in a console, including attackers who look for unprotected fields.',
  remediation: 'Turn off the console in production, or protect it with authentication.',
  places: knownPaths(GRAPHQL_CONSOLES),
  judge: judgePath,
});
