import { expect, test } from 'vitest';
import { serveLab } from '../../lab/app.ts';
import { demoApp, demoToken } from '../../lab/demo/app.ts';
import { PLAIN } from '../../src/report/context.ts';
import { reporterFor } from '../../src/report/index.ts';
import { scan } from '../../src/scan.ts';
import { forbiddenWords } from '../glossary.ts';

/** What the target said, and the style of the page, are not our words. */
function proseOf(report: string): string {
  return report
    .replace(/<style>[\s\S]*?<\/style>/g, ' ')
    .replace(/<pre[\s\S]*?<\/pre>|<code[\s\S]*?<\/code>/g, ' ')
    .replace(/^ *curl .*$/gm, ' ');
}

const lab = await serveLab(demoApp());
const result = await scan({
  url: lab.url,
  identities: [
    { name: 'customer', role: 'user', credentials: [{ kind: 'bearer' as const, token: demoToken() }] },
  ],
});
await lab.close();

test.each(['summary', 'table', 'markdown', 'html'] as const)(
  'the %s of a scan is in the terms of the field',
  async (format) => {
    const report = await (await reporterFor(format))(result, PLAIN);
    expect(report.length).toBeGreaterThan(1_000);
    expect(proseOf(report).split('\n').flatMap(forbiddenWords)).toEqual([]);
  },
);
