import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import pg from 'pg';
import { describe, inject } from 'vitest';
import { freshFolder } from '../cli/command.ts';

export interface Place {
  readonly databaseUrl?: string;
  readonly folder: string;
  /** Beside what every process of the suite is told. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface TriedDatabase {
  readonly name: string;
  readonly isShared: boolean;
  /** An empty database, of nobody else. */
  fresh(): Promise<Place>;
}

export const PGLITE: TriedDatabase = {
  name: 'PGlite',
  isShared: false,
  fresh: async () => ({ folder: join(freshFolder(), 'server') }),
};

export const POSTGRESQL: TriedDatabase = {
  name: 'PostgreSQL',
  isShared: true,
  async fresh() {
    const cluster = inject('postgres');
    if (cluster === null) throw new Error('PostgreSQL is not installed.');
    const name = `test_${randomBytes(6).toString('hex')}`;
    const client = new pg.Client(`${cluster.url}/postgres`);
    await client.connect();
    await client.query(`create database ${name}`);
    await client.end();
    return { databaseUrl: `${cluster.url}/${name}`, folder: join(freshFolder(), 'server') };
  },
};

/** The same tests on both; skipped, plainly, where PostgreSQL is not installed. */
export function onBoth(what: string, tests: (database: TriedDatabase) => void): void {
  describe(`${what}, on PGlite`, () => tests(PGLITE));
  describe.skipIf(inject('postgres') === null)(`${what}, on PostgreSQL`, () => tests(POSTGRESQL));
}

export function onPostgres(what: string, tests: (database: TriedDatabase) => void): void {
  describe.skipIf(inject('postgres') === null)(`${what}, on PostgreSQL`, () => tests(POSTGRESQL));
}
