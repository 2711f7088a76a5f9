import type { Check } from '../rule.ts';

export const bola: Check = {
  id: 'bola',
  title: 'Object level authorization',
  owasp: 'API1:2023 Broken Object Level Authorization',
  purpose: 'Does asking for an object that is not one’s own fail?',
  rules: [],
};
