import type { Check } from '../rule.ts';
import { cleartextUpstream } from './cleartext-upstream.ts';
import { thirdPartyRedirect } from './third-party-redirect.ts';
import { thirdPartyScriptWithoutIntegrity } from './third-party-script-without-integrity.ts';
import { unsafeDeserialisationFormat } from './unsafe-deserialisation-format.ts';
import { unsignedWebhook } from './unsigned-webhook.ts';
import { untypedCallback } from './untyped-callback.ts';
import { unvalidatedUpstreamError } from './unvalidated-upstream-error.ts';

export const unsafeConsumption: Check = {
  id: 'unsafe-consumption',
  title: 'Unsafe consumption of APIs',
  owasp: 'API10:2023 Unsafe Consumption of APIs',
  purpose: 'Does the service trust data from third parties without validation?',
  essential: ['third-party-redirect', 'cleartext-upstream'],
  rules: [
    unsignedWebhook,
    untypedCallback,
    unsafeDeserialisationFormat,
    cleartextUpstream,
    thirdPartyRedirect,
    thirdPartyScriptWithoutIntegrity,
    unvalidatedUpstreamError,
  ],
};
