import { expect } from 'vitest';
import { adverts, sellers } from '../../../lab/property-authorization/related-person-exposed.ts';
import { relatedPersonExposed } from '../../../src/checks/property-authorization/related-person-exposed.ts';
import { testRule } from '../../rule-test.ts';

const identities = sellers;
const looked = '1 of 1 parameters that bring related things';

testRule(relatedPersonExposed, {
  'fires where anybody is shown the seller as the service keeps him': {
    lab: adverts({ seller: 'whole' }),
    fires: { severity: 'high', confidence: 'confirmed', at: ['GET /adverts/{id}'] },
    looked,
    also: ([finding]) => {
      expect(finding?.locations[0]?.evidenceSummary).toMatch(/^embed=seller returned .*dateOfBirth/);
      expect(JSON.stringify(finding)).not.toContain('1991-11-02');
    },
  },
  'fires under another name, where the document lists nothing': {
    lab: adverts({ seller: 'whole', by: '$expand', listed: false }),
    fires: { confidence: 'confirmed', at: ['GET /adverts/{id}'] },
  },
  'fires for users, where nobody else may read': {
    lab: adverts({ seller: 'whole', readers: 'users', by: 'with' }),
    options: { identities },
    fires: { severity: 'medium', confidence: 'likely', at: ['GET /adverts/{id}'] },
  },
  'silent where a card is shown': { lab: adverts({ seller: 'card' }), fires: false, looked },
  'silent where users are told how to reach the seller': {
    lab: adverts({ seller: 'contact', readers: 'users' }),
    options: { identities },
    fires: false,
    looked,
  },
  'silent where the parameter is none of that kind': {
    lab: adverts({ seller: 'whole', by: 'view' }),
    fires: false,
    skipped: /no parameter that brings related things/,
  },
});
