import type { Finding, ScanResult } from '../../src/result.ts';
import { RESULT_SCHEMA, RESULT_VERSION } from '../../src/result.ts';

/** A finding whose every free text is `words`: what a hostile target could bring into a report. */
export function exampleFinding(words: string, overrides: Partial<Finding> = {}): Finding {
  const exchange = {
    note: words,
    identity: 'anonymous',
    curl: `curl -sS -i '${words.replaceAll("'", "'\\''")}'`,
    request: {
      method: 'GET',
      url: 'http://127.0.0.1:9/users/7',
      headers: [['X-Words', words]] as [string, string][],
    },
    response: {
      status: 200,
      httpVersion: '1.1',
      headers: [['X-Words', words]] as [string, string][],
      body: words,
      bodyBytes: words.length,
      totalMs: 3,
    },
  };
  return {
    fingerprint: '0123456789abcdef',
    rule: 'example-rule',
    check: 'authentication',
    severity: 'high',
    confidence: 'confirmed',
    title: words,
    description: words,
    remediation: words,
    guide: {
      command: 'middlebrick explain example-rule --framework fastapi --credential jwt',
      framework: 'fastapi',
      credential: 'jwt',
      remediation: 'Check `exp` **first**.\n\n```python\ndecode(token)\n```\n',
    },
    cwe: [287],
    owasp: 'API2:2023 Broken Authentication',
    cvss: { vector: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N', score: 8.7 },
    compliance: [{ standard: 'PCI DSS 4.0', item: '8.3.1' }],
    locations: [
      {
        fingerprint: 'fedcba9876543210',
        operation: 'GET /users/{id}',
        method: 'GET',
        url: 'http://127.0.0.1:9/users/7',
        evidenceSummary: words,
        spec: { uri: 'openapi.yaml', pointer: '/paths/~1users~1{id}/get', line: 12 },
      },
    ],
    evidence: [exchange],
    control: exchange,
    ...overrides,
  };
}

export function exampleResult(words: string, overrides: Partial<ScanResult> = {}): ScanResult {
  return {
    $schema: RESULT_SCHEMA,
    version: RESULT_VERSION,
    id: '6f2c1f7e-0000-4000-8000-000000000000',
    tool: { name: 'middlebrick', version: '0.1.0' },
    startedAt: '2026-01-02T03:04:05.000Z',
    durationMs: 2345,
    mode: 'safe',
    target: { url: 'http://127.0.0.1:9/', scope: ['http://127.0.0.1:9'] },
    surface: {
      framework: { name: 'fastapi', version: words, confidence: 'likely', evidence: [words] },
      credential: { kind: 'jwt', evidence: [words] },
      spec: { uri: 'openapi.yaml', version: '3.1.0', title: words, operations: 1, problems: [words] },
      identities: [{ name: 'anonymous', proof: 'none needed' }],
    },
    score: {
      formula: '3',
      value: 79,
      grade: 'C',
      extent: 'one user',
      label: 'one user: 1 of 2 operations reached, 1 not asked',
      operations: { known: 2, reached: 1 },
      coverage: 0.9,
      caps: [{ limit: 79, reason: 'example' }],
    },
    checks: [
      {
        id: 'authentication',
        title: 'Authentication',
        owasp: 'API2:2023 Broken Authentication',
        weight: 16,
        status: 'failed',
        score: 65,
        coverage: 0.5,
        rules: [
          { rule: 'example-rule', title: 'Example', status: 'failed' },
          { rule: 'other-rule', title: 'Other', status: 'skipped', reason: words },
          { rule: 'third-rule', title: 'Third', status: 'errored', reason: words },
        ],
      },
      {
        id: 'bola',
        title: 'Object level authorization',
        owasp: 'API1:2023 Broken Object Level Authorization',
        weight: 14,
        status: 'skipped',
        reason: words,
        score: null,
        coverage: 0,
        rules: [{ rule: 'fourth-rule', title: 'Fourth', status: 'skipped', reason: words }],
      },
    ],
    findings: [exampleFinding(words)],
    operations: [
      { id: 'GET /users/{id}', method: 'GET', path: '/users/{id}', source: 'spec', status: 'tested' },
      { id: words, method: 'GET', path: words, source: 'crawl', status: 'skipped', reason: words },
    ],
    traffic: { requests: 40, failures: 0, bytesReceived: 1000, slowdowns: 0 },
    ...overrides,
  };
}
