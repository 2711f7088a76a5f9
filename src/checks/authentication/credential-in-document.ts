import { credentialInDocument as rule } from '../../openapi/spec-rules/example-credentials.ts';
import { documentRule } from '../document-rule.ts';
import { tryFoundToken } from '../found-token.ts';

export const credentialInDocument = documentRule(rule, {
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:N/VC:L/VI:L/VA:N/SC:N/SI:N/SA:N',
  async weigh({ token, evidenceSummary }, _operation, context) {
    // What has the shape of a vendor's key may be a sample that nobody ever issued.
    if (token === undefined) return { confidence: 'tentative' };
    const trial = await tryFoundToken(token, context);
    if (trial.is === 'refused') return undefined;
    if (trial.is === 'not tried') return { confidence: 'tentative' };
    return {
      severity: 'high',
      confidence: 'confirmed',
      evidenceSummary: `${evidenceSummary} ${trial.place.operation.id} accepts it, and rejects the same request without a token and with the last characters of the token changed.`,
      proof: { exchange: trial.served, note: 'the token from the API document is accepted' },
    };
  },
});
