import type { Check } from '../rule.ts';

export const dataExposure: Check = {
  id: 'data-exposure',
  title: 'Data exposure',
  owasp: 'API3:2023 Broken Object Property Level Authorization',
  purpose: 'Do answers give away personal data, secrets or internals?',
  rules: [],
};
