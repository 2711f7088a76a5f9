import { askedByPost } from '../../../lab/input-validation/asked-by-post.ts';
import {
  asFunction,
  asPython,
  comparing,
  inSandbox,
  knowingNumbers,
  pickingRows,
  repeating,
  workingOutTheRest,
} from '../../../lab/input-validation/code-injection.ts';
import { codeInjection } from '../../../src/checks/input-validation/code-injection.ts';
import { testRule } from '../../rule-test.ts';

const active = { mode: 'active' } as const;
const silent = {
  options: active,
  fires: false,
  looked: '1 of 1 parameters and properties of bodies',
} as const;

testRule(codeInjection, {
  'fires on a function made of the value': {
    lab: asFunction,
    options: active,
    fires: { severity: 'critical', confidence: 'confirmed', at: ['GET /board/figure'] },
  },
  'fires on names of Python': {
    lab: asPython,
    options: active,
    fires: { severity: 'critical', confidence: 'confirmed', at: ['GET /board/figure'] },
  },
  'likely where Node’s objects do not show': {
    lab: inSandbox,
    options: active,
    fires: { severity: 'high', confidence: 'likely', at: ['GET /board/figure'] },
  },
  'fires where an expression picks rows': {
    lab: pickingRows,
    options: active,
    fires: { severity: 'critical', confidence: 'confirmed', at: ['GET /offers'] },
  },
  'silent on comparisons of fields': { lab: comparing, ...silent },
  'silent on a calculator': { lab: knowingNumbers, ...silent },
  'silent on what works out the numbers and nothing else': { lab: workingOutTheRest, ...silent },
  'silent on a repeated formula': { lab: repeating, ...silent },
  'fires in a member of a body': {
    lab: askedByPost(asFunction),
    options: active,
    fires: { confidence: 'confirmed', at: ['POST /board/figure/search'] },
  },
  'fires in a field of a form': {
    lab: askedByPost(asFunction, 'form'),
    options: active,
    fires: { confidence: 'confirmed', at: ['POST /board/figure/search'] },
  },
  'silent in a member of a body (1)': {
    lab: askedByPost(comparing),
    options: active,
    fires: false,
    looked: '1 of 1 parameters and properties of bodies',
  },
  'silent in a member of a body (2)': {
    lab: askedByPost(knowingNumbers),
    options: active,
    fires: false,
    looked: '1 of 1 parameters and properties of bodies',
  },
  'skipped in safe mode': { lab: asFunction, fires: false, skipped: /--active/ },
});
