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
  'skipped in safe mode': { lab: inJinja, fires: false, skipped: /--active/ },
});
