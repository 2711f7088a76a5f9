import { pinned, rsaToken } from '../../../lab/authentication/jwt-algorithm-confusion.ts';
import {
  trustsEmbeddedCertificate,
  trustsEmbeddedKey,
} from '../../../lab/authentication/jwt-embedded-key-trusted.ts';
import { bearer } from '../../../lab/authentication/token-service.ts';
import { jwtEmbeddedKeyTrusted } from '../../../src/checks/authentication/jwt-embedded-key-trusted.ts';
import { testRule } from '../../rule-test.ts';

const options = bearer(rsaToken());

testRule(jwtEmbeddedKeyTrusted, {
  'fires where the token brings its own key': {
    lab: trustsEmbeddedKey,
    path: '/me',
    options,
    fires: { severity: 'critical', confidence: 'confirmed', at: ['GET /me'] },
  },
  'fires where the token brings a certificate': {
    lab: trustsEmbeddedCertificate,
    path: '/me',
    options,
    fires: { severity: 'critical', confidence: 'confirmed', at: ['GET /me'] },
  },
  'silent where keys are the server’s': { lab: pinned, path: '/me', options, fires: false },
});
