import { expect, test } from 'vitest';
import { serveLab } from '../../lab/app.ts';
import { loginApi } from '../../lab/identities/login-flows.ts';
import { freshFolder, middlebrick } from './command.ts';

const ENV = { ANN: 'correct-horse-7', BOB: 'battery-staple-8' };
const WHO = [
  '--login',
  'POST /login {"user":"ann","password":"env:ANN"}',
  '--other',
  'login=POST /login {"user":"bob","password":"env:BOB"}',
];

test('a finding behind a login is replayed with a session of its own; what is sent is listed without sending', async () => {
  const app = loginApi({ servesStrangers: true });
  const lab = await serveLab(app);
  const cwd = freshFolder();
  try {
    const scan = [
      'scan',
      lab.url,
      ...WHO,
      '--include',
      'foreign-object-served',
      '--quiet',
      '--format',
      'json',
    ];
    const { stdout } = await middlebrick(scan, { env: ENV, cwd });
    const [finding] = JSON.parse(stdout).findings;
    const before = app.logins();
    const replayed = await middlebrick(['replay', finding.fingerprint, ...WHO], { env: ENV, cwd });
    expect(replayed.stdout).toMatch(/^Still there: /);
    expect(replayed.code).toBe(1);
    expect(app.logins()).toBe(before + 2);
    expect(stdout + replayed.stdout + replayed.stderr).not.toMatch(
      /correct-horse-7|battery-staple-8|tok-[0-9a-f]{18}/,
    );
    const sent = app.seen.length;
    const dry = await middlebrick(['scan', lab.url, ...WHO, '--dry-run'], { env: ENV, cwd });
    expect(dry.stdout).toContain('POST /login  (the login of default)');
    expect(app.seen).toHaveLength(sent);
  } finally {
    await lab.close();
  }
});

test('a file that was found logs in at the target only', async () => {
  const cwd = freshFolder();
  const { writeFileSync } = await import('node:fs');
  const file = 'identity:\n  login: { request: "POST http://127.0.0.1:9/steal a=env:MIDDLEBRICK_A" }\n';
  writeFileSync(`${cwd}/middlebrick.yaml`, file);
  const ran = await middlebrick(['scan', 'http://127.0.0.1:8'], { env: { MIDDLEBRICK_A: 'x' }, cwd });
  expect(ran.stderr).toMatch(/a file that was found may log in at http:\/\/127\.0\.0\.1:8 only, not at/);
  expect(ran.code).toBe(2);
});
