import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { RetentionOptions } from '../../src/retention/options.ts';
import { selfSigned } from './certificate-authority.ts';
import { BUSY, outOfTime, quickProbe } from './quick-probe.ts';

vi.setConfig({ testTimeout: 110_000 });

const probed = (args: readonly string[], options: Partial<RetentionOptions>, secure = false) =>
  quickProbe(['key-service.mjs', ...args], options, secure);

test('tokens: signed ones are kept by a map of tokens, and it is said how many bytes', async ({ skip }) => {
  const result = await probed(['map'], { arm: 'jwt', jwt: { secret: 'a secret of thirty-two characters' } });
  skip(outOfTime(result), BUSY);
  expect(result, result.reason).toMatchObject({
    verdict: 'unbounded-growth',
    arm: 'jwt',
    per: 'credential',
    findings: [{ id: 'memory-kept-per-credential', title: 'Memory leak per token' }],
  });
  expect(result.bytesPerCredential?.low).toBeLessThan(result.credentialBytes + 300);
  expect(result.bytesPerCredential?.high).toBeGreaterThan(result.credentialBytes);
});

test('tokens: a service that keeps none is clean', async ({ skip }) => {
  const result = await probed(['none+open'], { arm: 'jwt', jwt: {} });
  skip(outOfTime(result), BUSY);
  expect(['no-retention', 'bounded-plateau'], result.reason).toContain(result.verdict);
  expect(result.findings).toEqual([]);
});

test('connections: what is kept of each is found with one credential for all', async ({ skip }) => {
  const result = await probed(['connections'], { arm: 'connection' });
  skip(outOfTime(result), BUSY);
  expect(result, result.reason).toMatchObject({
    verdict: 'unbounded-growth',
    per: 'connection',
    findings: [{ id: 'memory-kept-per-connection', cwe: ['CWE-772', 'CWE-770'] }],
  });
});

test('connections: a map of credentials is not blamed for connections', async ({ skip }) => {
  const result = await probed(['map'], { arm: 'connection' });
  skip(outOfTime(result), BUSY);
  expect(result.verdict, result.reason).not.toMatch(/growth/);
  expect(result.findings).toEqual([]);
});

test('certificates: minted ones are accepted, and kept by a map of certificates', async ({ skip }) => {
  const authority = selfSigned('ec');
  const folder = mkdtempSync(join(tmpdir(), 'middlebrick-certificates-'));
  const [key, certificate] = [join(folder, 'ca.key'), join(folder, 'ca.pem')];
  writeFileSync(key, authority.key);
  writeFileSync(certificate, authority.certificate);
  const certificates = { caKey: authority.key, caCertificate: authority.certificate };
  const result = await probed(['certificates', key, certificate], { certificates }, true);
  skip(outOfTime(result), BUSY);
  expect(result, result.reason).toMatchObject({
    verdict: 'unbounded-growth',
    arm: 'certificate',
    per: 'certificate',
    findings: [{ title: 'Memory leak per client certificate' }],
  });
  expect(result.bytesPerCredential?.low).toBeLessThan(result.credentialBytes + 1_500);
  expect(result.bytesPerCredential?.high).toBeGreaterThan(result.credentialBytes);
});
