import { echoService, refusing, tracing } from '../../../lab/input-validation/trace-enabled.ts';
import { traceEnabled } from '../../../src/checks/input-validation/trace-enabled.ts';
import { testRule } from '../../rule-test.ts';

testRule(traceEnabled, {
  'fires where TRACE repeats the request': {
    lab: tracing,
    path: '/me',
    fires: { confidence: 'confirmed', severity: 'low' },
  },
  'silent where TRACE is refused': { lab: refusing, path: '/me', fires: false },
  'silent on a service that shows headers by design': { lab: echoService, path: '/me', fires: false },
});
