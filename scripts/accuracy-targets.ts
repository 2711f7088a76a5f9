import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LabApp } from '../lab/app.ts';
import { serveLab } from '../lab/app.ts';
import { ada, STRONG_SECRET, signToken, strict } from '../lab/authentication/token-service.ts';
import { asUser } from '../lab/data-exposure/serving.ts';
import { wellKept } from '../lab/data-exposure/well-kept.ts';
import { demoApp, demoToken } from '../lab/demo/app.ts';
import * as absent from '../lab/discovery/absent-services.ts';
import type { Identity } from '../src/identities/identity.ts';
import type { Target } from './accuracy-measure.ts';
import { authority, clientCertificate } from './fleet-certificates.ts';
import { freshToken } from './fleet-credentials.ts';
import { FLEET, plan, type Service } from './fleet-plan.ts';
import { type RunningService, startService } from './fleet-run.ts';

/** A target that has to be started first. */
export interface Startable {
  readonly name: string;
  start(): Promise<{ readonly target: Target; stop(): Promise<void> }>;
}

const user = (credential: Identity['credentials'][number]): Identity[] => [
  { name: 'user', role: 'user', credentials: [credential] },
];
const bearer = (token: string) => user({ kind: 'bearer', token });

/** The labs that stand for whole services: one full of flaws, the others without any. */
export function labTargets(): Startable[] {
  return [
    lab('lab-demo', demoApp(), bearer(demoToken())),
    lab('lab-well-kept', wellKept, asUser.identities),
    lab('lab-strict-tokens', strict, bearer(signToken(ada(), STRONG_SECRET))),
    lab('lab-soft-not-found', absent.softNotFound),
    lab('lab-single-page-app', absent.singlePageApp),
    lab('lab-login-redirect', absent.loginRedirect),
    lab('lab-firewall', absent.firewall),
    lab('lab-gateway', absent.gateway),
  ];
}

function lab(name: string, app: LabApp, identities: readonly Identity[] = []): Startable {
  return {
    name,
    start: async () => {
      const served = await serveLab(app);
      return { target: { name, url: served.url, identities }, stop: () => served.close() };
    },
  };
}

/** The mended build of every service of the fleet that is built on this machine. */
export function fleetTargets(): Startable[] {
  return plan.services.filter(isBuilt).flatMap((service) => [fleetTarget(service, 'fixed')]);
}

function isBuilt({ cwd, start: [command = ''] }: Service): boolean {
  return !command.includes('/') || existsSync(join(FLEET, cwd, command));
}

function fleetTarget({ id, credential }: Service, variant: 'fixed' | 'leaky'): Startable {
  const name = `${id}-${variant}`;
  return {
    name,
    start: async () => {
      const running = await startService(id, variant, { metrics: false });
      const tls = credential === 'mutual-tls' ? { ca: readFileSync(authority.certificate, 'utf8') } : {};
      const [first] = running.service.patterns;
      const url = running.url + (first?.path ?? '');
      const target = { name, url, identities: identitiesOf(running), ...tls };
      return { target, stop: () => running.stop() };
    },
  };
}

function identitiesOf({ service, apiKey, jwtSecret }: RunningService): Identity[] {
  switch (service.credential) {
    case 'api-key':
      return user({ kind: 'api-key', in: 'header', name: 'X-API-Key', value: apiKey });
    case 'jwt':
      return bearer(freshToken(jwtSecret));
    case 'mutual-tls': {
      const { certificate, key } = clientCertificate(1);
      const tls = { cert: readFileSync(certificate, 'utf8'), key: readFileSync(key, 'utf8') };
      return [{ name: 'user', role: 'user', credentials: [], tls }];
    }
  }
}
