import {
  asksDatabase,
  emptySecret,
  looksUpTable,
  readsKeyFile,
} from '../../../lab/authentication/jwt-kid-injection.ts';
import { ada, bearer, STRONG_SECRET, signToken } from '../../../lab/authentication/token-service.ts';
import { jwtKidInjection } from '../../../src/checks/authentication/jwt-kid-injection.ts';
import { testRule } from '../../rule-test.ts';

const options = bearer(signToken(ada(), STRONG_SECRET, { kid: 'main' }));

testRule(jwtKidInjection, {
  'fires where the id is a path': {
    lab: readsKeyFile,
    path: '/me',
    options,
    fires: { severity: 'critical', confidence: 'confirmed', at: ['GET /me'] },
  },
  'fires where the id is part of a query, in active mode': {
    lab: asksDatabase,
    path: '/me',
    options: { ...options, mode: 'active' },
    fires: { confidence: 'confirmed' },
  },
  'sends no query in safe mode': { lab: asksDatabase, path: '/me', options, fires: false },
  'silent where ids are looked up': { lab: looksUpTable, path: '/me', options, fires: false },
  'silent where the secret is empty for every id': {
    lab: emptySecret,
    path: '/me',
    options: bearer(signToken(ada(), '')),
    fires: false,
  },
});
