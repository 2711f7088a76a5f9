import type { Finding } from '../result.ts';
import catalogue from './compliance.json' with { type: 'json' };

const byCheck: Readonly<Record<string, Finding['compliance']>> = catalogue.checks;

/** Requirements that a finding of this check helps to show as unmet; never a certification. */
export function complianceOf(check: string): Finding['compliance'] {
  return byCheck[check] ?? [];
}
