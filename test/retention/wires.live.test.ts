import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { RetentionOptions } from '../../src/retention/options.ts';
import type { RetentionResult } from '../../src/retention/result.ts';
import { selfSigned } from './certificate-authority.ts';
import { BUSY, outOfTime, quickProbe } from './quick-probe.ts';

vi.setConfig({ testTimeout: 110_000 });

const folder = mkdtempSync(join(tmpdir(), 'middlebrick-wires-'));
const authority = selfSigned('ec');
const PAIR = [join(folder, 'key.pem'), join(folder, 'certificate.pem')] as const;
writeFileSync(PAIR[0], authority.key);
writeFileSync(PAIR[1], authority.certificate);

const ROWS: readonly [mode: string, per: RetentionResult['per'], Partial<RetentionOptions>][] = [
  ['abort', 'aborted-request', { arm: 'abort' }],
  ['body', 'half-sent-body', { arm: 'body', active: true }],
  ['payload', 'payload', { bodyTemplate: '{"note":"{base64url:*}"}', active: true }],
  ['payload', 'payload', { bodyTemplate: '{hex:*}', bodyBytes: { from: 1_024, to: 4_096 }, active: true }],
  ['websocket', 'websocket', { arm: 'websocket' }],
  ['stream', 'stream', { arm: 'stream', http2: true }],
  ['handshake', 'half-done-handshake', { arm: 'handshake' }],
  ['resume', 'tls-session', { arm: 'resume' }],
];
const ofTls = (mode: string) => mode === 'handshake' || mode === 'resume';

function probed(mode: string, variant: string, options: Partial<RetentionOptions>) {
  const secure = ofTls(mode);
  return quickProbe(['wire-service.mjs', mode, variant, ...(secure ? PAIR : [])], options, secure);
}

// One after another: side by side they would be each other's noise.
test.for(ROWS)('%s: what is kept of each %s is found', async ([mode, per, options], { skip }) => {
  const result = await probed(mode, 'leaky', options);
  skip(outOfTime(result), BUSY);
  expect(result, result.reason).toMatchObject({ verdict: 'unbounded-growth', per });
  expect(result.findings).toHaveLength(1);
  // Two kilobytes of state, and in some the body.
  expect(result.bytesPerCredential?.low).toBeLessThan(8_000);
  expect(result.bytesPerCredential?.high).toBeGreaterThan(1_800);
});

test.for(ROWS)('%s: nothing is found where no %s is kept', async ([mode, , options], { skip }) => {
  const result = await probed(mode, 'mended', options);
  skip(outOfTime(result), BUSY);
  expect(result.verdict, result.reason).not.toMatch(/growth/);
  expect(result.findings).toEqual([]);
});
