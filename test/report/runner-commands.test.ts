import { describe, expect, test } from 'vitest';
import { PLAIN } from '../../src/report/context.ts';
import { FORMATS, reporterFor } from '../../src/report/index.ts';
import { exampleResult } from './example-result.ts';

/** Lines by which a runner is told what to do, and ways to bring one to the beginning of a line. */
const COMMANDS = [
  '::stop-commands::pwn',
  '::set-env name=PATH::/x',
  `${'x'.repeat(70)} ::add-mask::y`,
  `${'word '.repeat(14)}::error::y`,
  '\n::error::y',
  '\r::error::y',
  '\r\n \t::error::y',
  '\u2028::error::y',
  '\u001b[2m::error::y',
  '\u00a0::error::y',
  '##[error]y',
  'before ##[group]y',
  '##vso[task.setvariable variable=PATH]/x',
  "##teamcity[buildStatus text='y']",
];
/** What GitHub’s, Azure’s and TeamCity’s runners look for, line by line. */
const READ_AS_COMMAND = /##(?:vso|teamcity)?\[|^\s*::/;

describe.each(FORMATS)('%s', (format) => {
  test.each(COMMANDS)('holds no line that a runner obeys: %j', async (words) => {
    const report = await reporterFor(format);
    for (const context of [PLAIN, { ...PLAIN, colour: true, width: 40 }]) {
      const lines = report(exampleResult(words), context).split(/\r\n|[\r\n\u2028\u2029]/);
      // Of this format the commands are the point: each of them is one of ours.
      const strange =
        format === 'github'
          ? lines.filter(
              (line) => !/^::(?:error|warning|notice) file=openapi\.yaml,line=12,title=/.test(line),
            )
          : lines;
      for (const line of strange) expect(line).not.toMatch(READ_AS_COMMAND);
      if (format === 'github') expect(lines.join('\n')).not.toMatch(/##(?:vso|teamcity)?\[/);
    }
  });

  test('writes what cannot be seen as its escape', async () => {
    const hidden = '\u200b\u200c\u2060\ufeff\u00ad\u202e\u2066\u200f\u0007\u0085\u{e0041}\ufe01\u2028';
    const report = (await reporterFor(format))(exampleResult(`a${hidden}b`), PLAIN);
    expect(report).not.toMatch(/[^\n\t\P{Cc}]|[\p{Cf}\p{Zl}\p{Zp}\u{e0000}-\u{e0fff}]|\ufe01/u);
    if (format !== 'table' && format !== 'csv')
      expect(report).toMatch(/u200b.{0,3}u200c.{0,3}u2060.{0,3}ufeff.{0,3}u00ad.{0,3}u202e/);
  });
});

test('JSON says the same with and without such words', async () => {
  for (const format of ['json', 'sarif', 'gitlab', 'gitlab-dast'] as const) {
    const read = JSON.parse((await reporterFor(format))(exampleResult('see ##[error]x'), PLAIN));
    expect(JSON.stringify(read)).toContain('see ##[error]x');
  }
});
