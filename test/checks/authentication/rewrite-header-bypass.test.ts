import { guarded, withKey } from '../../../lab/authentication/key-service.ts';
import {
  rewrites,
  startPage,
  trustsAtDiagnostics,
  trustsForwardedFor,
} from '../../../lab/authentication/rewrite-header-bypass.ts';
import { rewriteHeaderBypass } from '../../../src/checks/authentication/rewrite-header-bypass.ts';
import { testRule } from '../../rule-test.ts';

testRule(rewriteHeaderBypass, {
  'fires where a forwarded address is believed': {
    lab: trustsForwardedFor,
    fires: { severity: 'critical', confidence: 'confirmed', at: ['GET /notes'] },
  },
  'fires where it opens one of many operations, the one for those who run the service': {
    lab: trustsAtDiagnostics,
    options: withKey,
    fires: { confidence: 'confirmed', at: ['GET /manage/diagnostics'] },
  },
  'fires where a header names the path': {
    lab: rewrites,
    options: withKey,
    fires: { confidence: 'confirmed', at: ['GET /notes'] },
  },
  'fires where a header names the path, less surely without a credential': {
    lab: rewrites,
    fires: { confidence: 'likely' },
  },
  'silent where such headers are ignored': { lab: guarded, options: withKey, fires: false },
  'silent where the start page is open': { lab: startPage, fires: false },
});
