import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PLAIN } from '../../src/report/context.ts';
import { github } from '../../src/report/github.ts';
import { gitlab } from '../../src/report/gitlab.ts';
import { html } from '../../src/report/html/html.ts';
import { escapeXml, junit } from '../../src/report/junit.ts';
import { code, markdown, plainText } from '../../src/report/markdown.ts';
import { sarif } from '../../src/report/sarif.ts';
import { summary } from '../../src/report/summary.ts';
import { table } from '../../src/report/table.ts';
import { workflowCommand } from '../../src/report/workflow-command.ts';
import { exampleResult } from './example-result.ts';

/** Words that would break out of one format or another, between arbitrary ones. */
const hostile = fc
  .tuple(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.constantFrom(
      '<script>alert(1)</script>',
      '"><img src=x onerror=alert(1)>',
      ']]></failure></testcase>',
      '\n::error::injected',
      '\r\n::set-output name=x::y',
      '```\n# heading\n```',
      '| cell | [link](javascript:alert(1)) @everyone',
      '\u001b[2J\u001b[31m',
      '\u202egnp.exe',
      '</style><svg onload=alert(1)>',
      "'; rm -rf / #",
      // biome-ignore lint/suspicious/noTemplateCurlyInString: what a workflow file would expand.
      '${{ secrets.TOKEN }}',
    ),
    fc.string({ unit: 'binary', maxLength: 30 }),
  )
  .map((parts) => parts.join(''));

const RUNS = { numRuns: 150 };

test('the HTML report holds no element, attribute or style that a target wrote', () => {
  const skeleton = tags(html(exampleResult('words'), PLAIN));
  fc.assert(
    fc.property(hostile, (words) => {
      expect(tags(html(exampleResult(words), PLAIN))).toEqual(skeleton);
    }),
    RUNS,
  );
});

test('the HTML report holds no script, no link out and no form', () => {
  const page = html(exampleResult('words'), PLAIN);
  expect(page).not.toMatch(/<script|<form|<iframe|<object|<link|\ssrc=|\shref=(?!"#[\w-]+")|\son\w+=/i);
  expect(page).toContain('content="default-src &#39;none&#39;;');
});

/** Names of all tags and entity references in order are what a value cannot change when it is escaped. */
function tags(page: string): string[] {
  return [...page.matchAll(/<\/?([a-zA-Z][a-zA-Z0-9]*)|<!--/g)].map(([tag]) => tag);
}

test('JUnit stays one well-formed document', () => {
  const skeleton = tags(junit(exampleResult('words'), PLAIN));
  fc.assert(
    fc.property(hostile, (words) => {
      const xml = junit(exampleResult(words), PLAIN);
      expect(tags(xml)).toEqual(skeleton);
      expect(xml).not.toMatch(/&(?!(amp|lt|gt|quot);)/);
    }),
    RUNS,
  );
});

test('XML text holds only characters that XML 1.0 allows', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (value) => {
      expect(escapeXml(value)).toMatch(/^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u);
    }),
  );
});

test('a workflow command stays on its own line', () => {
  fc.assert(
    fc.property(hostile, (words) => {
      const lines = github(exampleResult(words), PLAIN).split(/\r\n|\r|\n/);
      expect(lines).toHaveLength(3);
      expect(lines[0]).toMatch(/^::error file=openapi\.yaml,line=12,title=/);
      expect(lines[1]).toMatch(/^middlebrick: grade C/);
    }),
    RUNS,
  );
});

test('any workflow command is one line, and its values end where they should', () => {
  fc.assert(
    fc.property(hostile, (words) => {
      const line = workflowCommand('warning', words, { file: words, line: 1, col: undefined });
      expect(line).toMatch(/^::warning file=[^:,\r\n]*,line=1::[^\r\n]*$/);
    }),
    RUNS,
  );
});

test('GitLab’s report is JSON whose descriptions are one line', () => {
  fc.assert(
    fc.property(hostile, (words) => {
      const [issue] = JSON.parse(gitlab(exampleResult(words), PLAIN));
      expect(issue.description).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
    }),
    RUNS,
  );
});

test('a Markdown code span cannot be left and a cell cannot be ended', () => {
  fc.assert(
    fc.property(hostile, (words) => {
      const span = code(words);
      const [ticks = ''] = /^`+/.exec(span) ?? [];
      expect(span.slice(ticks.length, -ticks.length).split(/[^`]+/)).not.toContain(ticks);
      expect(span).not.toMatch(/\n/);
      expect(span).not.toMatch(/(?<!\\)\|/);
      expect(plainText(words)).not.toMatch(/(?<!\\)(?:\\\\)*[<>`|[\]*]|@(?!&#8203;)/);
    }),
    RUNS,
  );
  const page = markdown(exampleResult('@everyone <b>'), PLAIN).replace(/```sh.*?```/gs, '');
  expect(page).not.toMatch(/@everyone|(?<!\\)<b/);
});

test('a terminal sees no escape sequence that a target wrote', () => {
  fc.assert(
    fc.property(hostile, (words) => {
      for (const reporter of [summary, table]) {
        expect(reporter(exampleResult(words), PLAIN)).not.toMatch(
          /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/,
        );
      }
    }),
    RUNS,
  );
});

test('SARIF is JSON whatever the words', () => {
  fc.assert(
    fc.property(hostile, (words) => {
      expect(JSON.parse(sarif(exampleResult(words), PLAIN)).runs[0].results).toHaveLength(1);
    }),
    RUNS,
  );
});
