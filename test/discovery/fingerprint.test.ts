import { describe, expect, test } from 'vitest';
import { ambiguous, frameworkLabs } from '../../lab/discovery/framework-answers.ts';
import { discovering } from './discovering.ts';

/** Known by something that nothing else says. The others share their words with somebody. */
const CERTAIN = new Set([
  'express',
  'fastify',
  'nestjs',
  'django-rest-framework',
  'gin',
  'fiber',
  'spring',
  'aspnet',
  'laravel',
  'symfony',
]);

describe('fingerprint', () => {
  test.each(frameworkLabs)('%s', (name, lab) =>
    discovering(lab, ({ surface: { framework } }) => {
      expect(framework?.name).toBe(name);
      expect(framework?.confidence).toBe(CERTAIN.has(name) ? 'certain' : 'likely');
      expect(framework?.evidence.length).toBeGreaterThan(0);
    }),
  );

  test.each(Object.entries(ambiguous))('nothing is certain about %s', (name, lab) =>
    discovering(lab, ({ surface: { framework } }) => {
      if (/headers of Express/.test(name)) expect(framework).toMatchObject({ name: 'express' });
      else expect(framework?.confidence ?? 'weak').toBe('weak');
    }),
  );
});
