import { expect } from 'vitest';
import { readsAnyQuery, readsQuery } from '../../../lab/authentication/credential-in-query.ts';
import { guarded, KEY, withKey } from '../../../lab/authentication/key-service.ts';
import { credentialInQuery } from '../../../src/checks/authentication/credential-in-query.ts';
import { testRule } from '../../rule-test.ts';

testRule(credentialInQuery, {
  'fires where the key is read from the query, and does not show it': {
    lab: readsQuery,
    options: withKey,
    fires: { severity: 'medium', confidence: 'confirmed', at: ['GET /notes'] },
    also: (findings) => expect(JSON.stringify(findings)).not.toContain(KEY),
  },
  'silent where only the header counts': { lab: guarded, options: withKey, fires: false },
  'silent where any value will do': { lab: readsAnyQuery, options: withKey, fires: false },
});
