import { anyHost, fixedHost } from '../../../lab/unsafe-consumption/documents.ts';
import { untypedCallback } from '../../../src/checks/unsafe-consumption/untyped-callback.ts';
import { testRule } from '../../rule-test.ts';

testRule(untypedCallback, {
  'fires where the client decides the host': {
    lab: anyHost,
    fires: { severity: 'low', at: ['POST /orders'] },
  },
  'silent on a fixed host': { lab: fixedHost, fires: false },
});
