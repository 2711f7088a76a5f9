import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ContainerKind } from '../src/retention/container-kind.ts';
import type { FreshPart } from '../src/retention/credentials/token-supply.ts';

export const FLEET = join(dirname(fileURLToPath(import.meta.url)), '..', 'fleet');

export type Variant = 'leaky' | 'fixed';
type Arm = 'credential' | 'certificate' | 'connection' | 'payload' | 'body' | 'websocket' | 'resume';
export const VARIANTS: readonly Variant[] = ['leaky', 'fixed'];

/** One way to keep too much, behind one route, with the sample regions that show it and its fix. */
export interface Pattern {
  readonly id: string;
  readonly path: string;
  /** What has to be fresh in each request for the leaky build to grow. */
  readonly arm: Arm;
  /** What keeps it, for which there is a guide of the framework. */
  readonly container?: ContainerKind;
  /** What is new in each token; by default its subject and its identifier. */
  readonly freshParts?: readonly FreshPart[];
  readonly regions: Readonly<Record<Variant, readonly string[]>>;
  readonly expected: {
    readonly leaky: 'unbounded-growth' | 'per-request-growth';
    readonly fixed: 'clean';
  };
  /** What the fixed build holds at most, by its own count. */
  readonly bound: { readonly entries?: number; readonly bytes?: number };
  /** Longer credentials are refused by the fixed build before they are looked at. */
  readonly fixedAcceptsBytes?: number;
  /** The leaky build keeps one request in so many; each, when absent. */
  readonly keepsOneIn?: number;
  /** The leaky build remembers tokens that fail the check; all others remember good ones. */
  readonly leakyKeeps?: 'rejected-tokens';
}

export interface Service {
  readonly id: string;
  readonly framework: string;
  readonly language: string;
  readonly credential: 'api-key' | 'jwt' | 'mutual-tls';
  /** Where the sources are, under fleet/. */
  readonly folder: string;
  readonly toolchain: string;
  /** Resident memory tells the truth, or only the heap right after a collection does. */
  readonly memorySource: 'resident' | 'collections';
  readonly cwd: string;
  /** To be followed by --variant, --port and --metrics. */
  readonly start: readonly string[];
  readonly patterns: readonly Pattern[];
}

export interface Toolchain {
  readonly needs: readonly string[];
  readonly cwd: string;
  readonly build: readonly (readonly string[])[];
}

interface Plan {
  readonly toolchains: Readonly<Record<string, Toolchain>>;
  readonly services: readonly Service[];
}

/** All that fleet/fleet.json says. */
export const plan: Plan = JSON.parse(readFileSync(join(FLEET, 'fleet.json'), 'utf8'));

export function findService(id: string): Service {
  const service = plan.services.find((service) => service.id === id);
  if (!service)
    throw new Error(`${id}: no such service; there are ${plan.services.map((s) => s.id).join(', ')}`);
  return service;
}
