import { passwordFlow as rule } from '../../openapi/spec-rules/weak-schemes.ts';
import { documentRule } from '../document-rule.ts';

export const passwordFlow = documentRule(rule, {
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:P/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N',
  async weigh({ pointer, evidenceSummary }, _operation, { surface }) {
    const scheme = surface.spec?.securitySchemes.get(pointer.split('/').at(-1) ?? '');
    const own = (scheme?.flows ?? [])
      .filter(({ grant }) => grant === 'password')
      .every(
        ({ tokenUrl = '' }) => !URL.canParse(tokenUrl) || new URL(tokenUrl).origin === surface.target.origin,
      );
    // The service's own login form: its password goes to nobody else.
    return own
      ? {
          confidence: 'confirmed',
          severity: 'info',
          evidenceSummary: `${evidenceSummary} It is the login of this service.`,
        }
      : { confidence: 'confirmed' };
  },
});
