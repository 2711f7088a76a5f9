import { rsaToken } from '../../../lab/authentication/jwt-algorithm-confusion.ts';
import {
  fromCertificate,
  fromIssuer,
  fromKeySet,
  fromNowhere,
} from '../../../lab/authentication/jwt-key-address-trusted.ts';
import { bearer } from '../../../lab/authentication/token-service.ts';
import { jwtKeyAddressTrusted } from '../../../src/checks/authentication/jwt-key-address-trusted.ts';
import { testRule } from '../../rule-test.ts';

const options = { ...bearer(rsaToken()), mode: 'active' } as const;

testRule(jwtKeyAddressTrusted, {
  'fires on jku': {
    lab: fromKeySet,
    path: '/me',
    options,
    fires: { severity: 'critical', confidence: 'confirmed', at: ['GET /me'] },
  },
  'fires on x5u': {
    lab: fromCertificate,
    path: '/me',
    options,
    fires: { severity: 'critical', confidence: 'confirmed', at: ['GET /me'] },
  },
  'fires on the issuer': {
    lab: fromIssuer,
    path: '/me',
    options,
    fires: { severity: 'critical', confidence: 'confirmed', at: ['GET /me'] },
  },
  'silent where keys are configured': { lab: fromNowhere, path: '/me', options, fires: false },
  'untested in safe mode': {
    lab: fromKeySet,
    path: '/me',
    options: bearer(rsaToken()),
    fires: false,
    skipped: /--active/,
  },
});
