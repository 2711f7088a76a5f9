import type { Check } from '../rule.ts';

export const encryption: Check = {
  id: 'encryption',
  title: 'Encryption',
  owasp: 'API8:2023 Security Misconfiguration',
  purpose: 'Is everything encrypted on its way, with what holds today?',
  rules: [],
};
