import { expect, test } from 'vitest';
import { serveLab } from '../../lab/app.ts';
import { accountRules } from '../../lab/authentication/account-rules.ts';
import { authentication } from '../../src/checks/authentication/index.ts';
import { weakPasswordAccepted } from '../../src/checks/authentication/weak-password-accepted.ts';
import { unlimitedLoginAttempts } from '../../src/checks/rate-limiting/unlimited-login-attempts.ts';
import { scan } from '../../src/scan.ts';

test('an account whose login is limited does not keep the others from being removed', async () => {
  const app = accountRules({ guard: 'by-connection', weakPasswords: 'all' });
  const lab = await serveLab(app);
  try {
    const rules = [unlimitedLoginAttempts, weakPasswordAccepted];
    const checks = [{ ...authentication, rules }];
    const result = await scan({ url: lab.url, mode: 'active', guesses: 'first', checks });
    const [, ...left] = app.accounts();
    // Registered when the login answered nobody any more: nobody can speak as it, and it is said.
    expect(left).toHaveLength(1);
    expect(JSON.stringify(result)).toContain(left[0]?.replace('@example.com', ''));
  } finally {
    await lab.close();
  }
});
