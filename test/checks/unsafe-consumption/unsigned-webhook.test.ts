import { registering, secured, signed, unsigned } from '../../../lab/unsafe-consumption/documents.ts';
import { unsignedWebhook } from '../../../src/checks/unsafe-consumption/unsigned-webhook.ts';
import { testRule } from '../../rule-test.ts';

testRule(unsignedWebhook, {
  'fires on a receiver that nothing protects': {
    lab: unsigned,
    fires: { severity: 'medium', confidence: 'tentative', at: ['POST /webhooks/payments'] },
  },
  'silent on a signature header': { lab: signed, fires: false },
  'silent on a credential': { lab: secured, fires: false },
  'silent on creating a webhook': { lab: registering, fires: false },
});
