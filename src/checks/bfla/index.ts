import type { Check } from '../rule.ts';

export const bfla: Check = {
  id: 'bfla',
  title: 'Function level authorization',
  owasp: 'API5:2023 Broken Function Level Authorization',
  purpose: 'Are administrative functions closed to everybody else?',
  rules: [],
};
