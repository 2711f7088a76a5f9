import { expect } from 'vitest';
import {
  linear,
  linearInBody,
  nested,
  nestedInBody,
  slow,
} from '../../../lab/input-validation/regex-denial.ts';
import { regexDenial } from '../../../src/checks/input-validation/regex-denial.ts';
import { testRule } from '../../rule-test.ts';

const active = { mode: 'active' } as const;

testRule(regexDenial, {
  'fires on nested repetition': {
    lab: nested,
    options: active,
    fires: { confidence: 'confirmed', at: ['GET /search'] },
  },
  'silent on a linear pattern': {
    lab: linear,
    options: active,
    fires: false,
    looked: '1 of 1 parameters and properties of bodies',
  },
  'silent where everything is slow': { lab: slow, options: active, fires: false },
  'fires on a body of an account of its own': {
    lab: nestedInBody,
    options: active,
    fires: { confidence: 'confirmed', at: ['PUT /users/{username}/email'] },
    also: () => expect(nestedInBody.accounts()).toEqual(['ada']),
  },
  'silent on a linear pattern in a body': { lab: linearInBody, options: active, fires: false },
  'skipped in safe mode': { lab: nested, fires: false, skipped: /--active/ },
});
