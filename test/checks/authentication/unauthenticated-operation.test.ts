import { guarded, withKey } from '../../../lab/authentication/key-service.ts';
import { lastAsksNobody } from '../../../lab/authentication/many-operations.ts';
import * as lab from '../../../lab/authentication/unauthenticated-operation.ts';
import { unauthenticatedOperation } from '../../../src/checks/authentication/unauthenticated-operation.ts';
import { testRule } from '../../rule-test.ts';

testRule(unauthenticatedOperation, {
  'fires where nobody is asked': {
    lab: lab.open,
    fires: { severity: 'high', confidence: 'confirmed', at: ['GET /notes'] },
  },
  'looks at every operation': {
    lab: lastAsksNobody,
    fires: { at: ['GET /part12'] },
    looked: '12 of 12 operations',
  },
  'fires lower where users get more': {
    lab: lab.partForNobody,
    options: withKey,
    fires: { confidence: 'likely' },
  },
  'tells of an open health page only as information': {
    lab: lab.openHealthOnly,
    fires: { severity: 'info', at: ['GET /health'] },
  },
  'tells of published content only as information': {
    lab: lab.optionalLogin,
    fires: { severity: 'info', at: ['GET /articles'] },
  },
  'is high for addresses of people in a published place': {
    lab: lab.publishedAddresses,
    fires: { severity: 'high', confidence: 'confirmed', at: ['GET /articles'] },
  },
  'is medium where nothing tells whose it is': {
    lab: lab.neutral,
    fires: { severity: 'medium', confidence: 'likely' },
  },
  'is low where a user gets the same of it': {
    lab: lab.neutral,
    options: withKey,
    fires: { severity: 'low', confidence: 'likely' },
  },
  'silent where the key is asked for': { lab: guarded, fires: false },
  'silent where status 200 says no': { lab: lab.softRefusal, fires: false },
  'silent where every path is one page': { lab: lab.singlePage, fires: false },
  'silent where the answer leads to a login': { lab: lab.loginRedirect, fires: false },
  'silent where nobody gets an empty list': { lab: lab.emptyForNobody, fires: false },
  'untested without a document': {
    lab: { routes: lab.open.routes },
    path: '/notes',
    fires: false,
    skipped: /OpenAPI/,
  },
});
