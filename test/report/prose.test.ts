import { describe, expect, test } from 'vitest';
import { prose } from '../../src/report/html/prose.ts';
import { terminalProse } from '../../src/report/terminal-prose.ts';

const GUIDE = [
  '### First `of all`',
  'Take **two of** these, [and](https://example.com/x) some words that go on for longer than a line.',
  '1. one\n2. two, which is so long that it has to go on in the next line',
  '```js\nconst a = 1;\n\nconst veryLong = "a line of code that is far longer than the width of the terminal";\n```',
  '| build | bytes per credential |\n| --- | ---: |\n| `leaky` | 5,010 |',
].join('\n\n');

describe('in a terminal', () => {
  test('wrapped, code uncut, tables aligned', () => {
    expect(terminalProse(GUIDE, { colour: false, width: 40 })).toEqual([
      '■ First `of all`',
      '',
      'Take two of these, and',
      '(https://example.com/x) some words that',
      'go on for longer than a line.',
      '',
      '1. one',
      '2. two, which is so long that it has to',
      '   go on in the next line',
      '',
      '    const a = 1;',
      '',
      '    const veryLong = "a line of code that is far longer than the width of the terminal";',
      '',
      '          bytes per',
      'build    credential',
      '`leaky`       5,010',
    ]);
  });

  test('colour takes no room', () => {
    const painted = terminalProse(GUIDE, { colour: true, width: 40 });
    expect(painted).toHaveLength(terminalProse(GUIDE, { colour: false, width: 40 }).length);
    expect(painted.join('\n')).toContain('\u001b[1mtwo\u001b[22m \u001b[1mof\u001b[22m');
  });
});

describe('in a page', () => {
  test('blocks become elements', () => {
    const { html } = prose(GUIDE);
    expect(html).toContain('<h5>First <code>of all</code></h5>');
    expect(html).toContain('<b>two of</b> these, and some words');
    expect(html).toContain('<ol><li>one</li><li>two, which');
    expect(html).toContain('<pre tabindex="0"><code>const a = 1;');
    expect(html).toContain('<th scope="col">bytes per credential</th>');
  });

  test('HTML in the text stays text', () => {
    const { html } = prose(
      'a <img src=x onerror=alert(1)> b\n\n<script>alert(1)</script>\n\n[x](javascript:alert(1))\n\n```html\n<b>&amp;</b>\n```',
    );
    expect(html).not.toMatch(/<(?:img|script|a)\b|href=/);
    expect(html).toContain('&lt;b&gt;&amp;amp;&lt;/b&gt;');
  });
});
