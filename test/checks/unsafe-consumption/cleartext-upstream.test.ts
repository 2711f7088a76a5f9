import { namingOthers, namingUpstream } from '../../../lab/unsafe-consumption/answers.ts';
import { fixedHost, plainHost, plainServer, safeServers } from '../../../lab/unsafe-consumption/documents.ts';
import { cleartextUpstream } from '../../../src/checks/unsafe-consumption/cleartext-upstream.ts';
import { testRule } from '../../rule-test.ts';

testRule(cleartextUpstream, {
  'fires on a server in the document': { lab: plainServer, fires: { severity: 'low', confidence: 'likely' } },
  'fires on a callback in the document': { lab: plainHost, fires: { severity: 'low' } },
  'fires, as information, on an answer': {
    lab: namingUpstream,
    path: '/status',
    fires: { severity: 'info', at: ['GET /status'] },
  },
  'silent on https and on this machine': { lab: safeServers, fires: false },
  'silent on a callback with TLS': { lab: fixedHost, fires: false },
  'silent on namespaces and pictures': { lab: namingOthers, path: '/status', fires: false },
});
