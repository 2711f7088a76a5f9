import * as lab from '../../../lab/data-exposure/stack-trace-exposed.ts';
import { stackTraceExposed } from '../../../src/checks/data-exposure/stack-trace-exposed.ts';
import type { RuleRow } from '../../rule-test.ts';
import { testRule } from '../../rule-test.ts';

const perLanguage = lab.languages.flatMap(({ language, asText, asJson }): [string, RuleRow][] => [
  [
    `fires on ${language} in text`,
    { lab: asText, path: '/items', fires: { severity: 'medium', confidence: 'confirmed' } },
  ],
  [`fires on ${language} in JSON`, { lab: asJson, path: '/items', fires: true }],
]);

testRule(stackTraceExposed, {
  ...Object.fromEntries(perLanguage),
  'fires on a page of PHP that keeps status 200': {
    lab: lab.displayed,
    fires: { severity: 'medium', confidence: 'confirmed' },
  },
  'silent on a short message with an id': { lab: lab.tidy, path: '/items', fires: false },
  'silent on an article': { lab: lab.article, path: '/items', fires: false },
  'silent on words that look like frames': { lab: lab.looser, path: '/items', fires: false },
});
