import type { Check } from '../rule.ts';
import { reflectedOrigin } from './reflected-origin.ts';

export const inputValidation: Check = {
  id: 'input-validation',
  title: 'Input validation',
  owasp: 'API8:2023 Security Misconfiguration',
  purpose: 'Is what comes in checked before it is used?',
  rules: [reflectedOrigin],
};
