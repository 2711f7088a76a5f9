import { describe, expect, test } from 'vitest';
import { serveLab } from '../../../lab/app.ts';
import { asking } from '../../../lab/authentication/basic-over-cleartext.ts';
import { basicOverCleartext } from '../../../src/checks/authentication/basic-over-cleartext.ts';
import { authentication } from '../../../src/checks/authentication/index.ts';
import { openTransport } from '../../../src/http/transport.ts';
import { scan } from '../../../src/scan.ts';
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
async function statusUnderForeignName(challenge: string) {
  const lab = await serveLab(asking(challenge));
  const live = openTransport();
  try {
    const { checks } = await scan({
      url: 'http://api.example/me',
      checks: [{ ...authentication, rules: [basicOverCleartext] }],
      transport: (request, wire) =>
        live.send({ ...request, url: request.url.replace('http://api.example', lab.url) }, wire),
    });
    return checks[0]?.rules[0]?.status;
  } finally {
    live.close();
    await lab.close();
  }
}

describe('under another name', () => {
  test('fires on Basic', async () =>
    expect(await statusUnderForeignName('Basic realm="lab"')).toBe('failed'));
  test('silent on Bearer', async () => expect(await statusUnderForeignName('Bearer')).toBe('passed'));
});
