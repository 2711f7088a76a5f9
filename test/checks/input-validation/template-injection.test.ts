import { askedByHeader } from '../../../lab/input-validation/asked-by-header.ts';
import { askedByPost } from '../../../lab/input-validation/asked-by-post.ts';
import {
  asVariable,
  calculator,
  inFreeMarker,
  inJinja,
} from '../../../lab/input-validation/template-injection.ts';
import { templateInjection } from '../../../src/checks/input-validation/template-injection.ts';
import { testRule } from '../../rule-test.ts';

const active = { mode: 'active' } as const;

testRule(templateInjection, {
  'fires on double braces': {
    lab: inJinja,
    options: active,
    fires: { confidence: 'confirmed', at: ['GET /hello'] },
  },
  'fires on grouped digits': {
    lab: inFreeMarker,
    options: active,
    fires: { confidence: 'confirmed', at: ['GET /hello'] },
  },
  'silent where the value is a variable': { lab: asVariable, options: active, fires: false },
  'silent on a calculator': { lab: calculator, options: active, fires: false },
  'fires in a member of a body': {
    lab: askedByPost(inJinja),
    options: active,
    fires: { confidence: 'confirmed', at: ['POST /hello/search'] },
  },
  'fires in a field of a form': {
    lab: askedByPost(inJinja, 'form'),
    options: active,
    fires: { confidence: 'confirmed', at: ['POST /hello/search'] },
  },
  'silent in a member of a body (1)': {
    lab: askedByPost(asVariable),
    options: active,
    fires: false,
    looked: '1 of 1 parameters and properties of bodies',
  },
  'silent in a member of a body (2)': {
    lab: askedByPost(calculator),
    options: active,
    fires: false,
    looked: '1 of 1 parameters and properties of bodies',
  },
  'skipped in safe mode': { lab: inJinja, fires: false, skipped: /--active/ },
  'fires in a header': {
    lab: askedByHeader(inJinja, 'header'),
    options: active,
    fires: { confidence: 'confirmed' },
  },
  'fires in a cookie': {
    lab: askedByHeader(inJinja, 'cookie'),
    options: active,
    fires: { confidence: 'confirmed' },
  },
  'silent in a header': {
    lab: askedByHeader(asVariable, 'header'),
    options: active,
    fires: false,
    looked: '1 of 1 parameters and properties of bodies',
  },
});
