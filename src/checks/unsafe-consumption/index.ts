import type { Check } from '../rule.ts';

export const unsafeConsumption: Check = {
  id: 'unsafe-consumption',
  title: 'Unsafe consumption',
  owasp: 'API10:2023 Unsafe Consumption of APIs',
  purpose: 'Does the service trust what third parties send it?',
  rules: [],
};
