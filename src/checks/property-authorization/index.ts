import type { Check } from '../rule.ts';

export const propertyAuthorization: Check = {
  id: 'property-authorization',
  title: 'Property level authorization',
  owasp: 'API3:2023 Broken Object Property Level Authorization',
  purpose: 'Do answers and requests carry only the fields that they should?',
  rules: [],
};
