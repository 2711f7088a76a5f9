import { refusing, splitting } from '../../../lab/input-validation/crlf-injection.ts';
import { crlfInjection } from '../../../src/checks/input-validation/crlf-injection.ts';
import { testRule } from '../../rule-test.ts';

const active = { mode: 'active' } as const;

testRule(crlfInjection, {
  'fires where a line end becomes a header': {
    lab: splitting,
    options: active,
    fires: { confidence: 'confirmed', at: ['GET /go'] },
  },
  'silent where line ends are removed': { lab: refusing, options: active, fires: false },
  'skipped in safe mode': { lab: splitting, fires: false, skipped: /--active/ },
});
