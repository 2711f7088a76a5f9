import type { Need, Rule } from '../checks/rule.ts';
import type { Surface } from '../discovery/surface.ts';
import { isAnonymous } from '../identities/identity.ts';

/** A need of a rule that this scan does not meet. */
export interface Unmet {
  readonly need: Need;
  readonly reason: string;
}

export function unmetNeed(rule: Rule, surface: Surface): Unmet | undefined {
  for (const need of rule.needs ?? []) {
    const reason = NEEDS[need](surface);
    if (reason !== undefined) return { need, reason };
  }
  return undefined;
}

const NEEDS: Record<Need, (surface: Surface) => string | undefined> = {
  spec: (surface) => (surface.spec ? undefined : 'needs an OpenAPI document: none was given or found'),
  identity: (surface) =>
    credentialed(surface) >= 1 ? undefined : 'needs a credential, such as --bearer or --api-key',
  'two-identities': (surface) =>
    credentialed(surface) >= 2 ? undefined : 'needs two users, such as --bearer and --other',
  https: (surface) => (surface.target.https ? undefined : 'needs an https target'),
  'client-certificate': (surface) =>
    surface.identities.some((identity) => identity.tls)
      ? undefined
      : 'needs a client certificate: --cert and --key',
  active: (surface) =>
    surface.mode === 'active' ? undefined : 'changes state or sends payloads: needs --active',
  llm: (surface) => (surface.llmAllowed ? undefined : 'sends prompts: needs --llm'),
  'llm-endpoint': (surface) =>
    surface.llmEndpoints.length > 0 ? undefined : 'no language-model endpoint was found',
};

function credentialed(surface: Surface): number {
  return surface.identities.filter((identity) => !isAnonymous(identity)).length;
}
