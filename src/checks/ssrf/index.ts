import type { Check } from '../rule.ts';

export const ssrf: Check = {
  id: 'ssrf',
  title: 'Server-side request forgery',
  owasp: 'API7:2023 Server Side Request Forgery',
  purpose: 'Can the service be made to fetch what a client names?',
  rules: [],
};
