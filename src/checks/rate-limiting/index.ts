import type { Check } from '../rule.ts';

export const rateLimiting: Check = {
  id: 'rate-limiting',
  title: 'Rate limiting',
  owasp: 'API4:2023 Unrestricted Resource Consumption',
  purpose: 'Does the service bound what one client can use up?',
  rules: [],
};
