import type { Check } from '../rule.ts';

export const authentication: Check = {
  id: 'authentication',
  title: 'Authentication',
  owasp: 'API2:2023 Broken Authentication',
  purpose: 'Does the service know who is asking, on every spelling of every secured operation?',
  rules: [],
};
