import { expect } from 'vitest';
import * as lab from '../../../lab/input-validation/xml-external-entity.ts';
import { xmlExternalEntity } from '../../../src/checks/input-validation/xml-external-entity.ts';
import type { Finding } from '../../../src/result.ts';
import { testRule } from '../../rule-test.ts';

const active = { mode: 'active' } as const;
const fires = { severity: 'high', confidence: 'confirmed', at: ['POST /orders/validate'] } as const;
const silent = {
  options: active,
  fires: false,
  looked: '1 of 1 elements of XML that ask for something',
} as const;
const saw = (words: RegExp) => (findings: readonly Finding[]) =>
  expect(JSON.stringify(findings[0])).toMatch(words);

testRule(xmlExternalEntity, {
  'fires where an entity is a file': {
    lab: lab.readingFiles,
    options: active,
    fires: { ...fires },
    also: saw(/returned its content/),
  },
  'fires where an entity is fetched and shown': {
    lab: lab.fetching,
    options: active,
    fires,
    also: saw(/the content was returned/),
  },
  'fires where an entity is fetched and not shown': {
    lab: lab.fetchingBlindly,
    options: active,
    fires,
    also: saw(/the content was not returned/),
  },
  'silent where the document is repeated': { lab: lab.repeating, ...silent },
  'silent where entities are not known': { lab: lab.ignoring, ...silent },
  'silent where document types are refused': { lab: lab.refusing, ...silent },
  'silent on a page about such files': { lab: lab.manual, ...silent },
  'skipped in safe mode': { lab: lab.readingFiles, fires: false, skipped: /--active/ },
});
