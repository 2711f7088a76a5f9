import { describe, expect, test } from 'vitest';
import { serveLab } from '../../../lab/app.ts';
import { asking } from '../../../lab/authentication/basic-over-cleartext.ts';
import { basicOverCleartext } from '../../../src/checks/authentication/basic-over-cleartext.ts';
import { authentication } from '../../../src/checks/authentication/index.ts';
import { openTransport } from '../../../src/http/transport.ts';
import { scan } from '../../../src/scan.ts';
import { expectShown } from '../../guides/shown.ts';
import { testRule } from '../../rule-test.ts';

testRule(basicOverCleartext, {
  'untested on a loopback target': {
    lab: asking('Basic realm="lab"'),
    path: '/me',
    fires: false,
    skipped: /loopback/,
  },
});

/** The lab under a name that is not loopback's: the transport alone knows where it is. */
async function underForeignName(challenge: string) {
  const lab = await serveLab(asking(challenge));
  const live = openTransport();
  try {
    const { checks, findings } = await scan({
      guesses: 'first',
      url: 'http://api.example/me',
      checks: [{ ...authentication, rules: [basicOverCleartext] }],
      transport: (request, wire) =>
        live.send({ ...request, url: request.url.replace('http://api.example', lab.url) }, wire),
    });
    return { status: checks[0]?.rules[0]?.status, findings };
  } finally {
    live.close();
    await lab.close();
  }
}

describe('under another name', () => {
  test('fires on Basic', async () => {
    const { status, findings } = await underForeignName('Basic realm="lab"');
    expect(status).toBe('failed');
    expectShown(basicOverCleartext.id, findings[0]);
  });
  test('silent on Bearer', async () => expect((await underForeignName('Bearer')).status).toBe('passed'));
});
