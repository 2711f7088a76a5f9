import { spawnSync } from 'node:child_process';
import { posix, win32 } from 'node:path';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import * as injections from '../../src/material/injections.ts';

const [PRODUCT] = injections.PRODUCTS;

describe('a shell runs each echo where no other is run', () => {
  /** Commands into which careless code writes a value; what it refuses comes to nothing. */
  const COMMANDS: readonly (readonly [
    place: string,
    write: (value: string) => string,
    refused: RegExp,
    ran: number[],
  ])[] = [
    ['a word that is not printed', (value) => `true ${value}`, /^$/, [0, 3]],
    ['a word that is not printed, without bars', (value) => `true ${value}`, /\|/, [0]],
    ['a word that is not printed, without semicolons', (value) => `true ${value}`, /;/, [3]],
    ['a text in single quotes', (value) => `true '${value}'`, /^$/, [2]],
    ['a word that is printed, without both', (value) => `echo ${value}`, /[;|]/, [1]],
  ];
  test.each(COMMANDS)('%s', (_place, write, refused, ran) => {
    const printed = injections.shellEchoes('7').map((echo) => {
      const value = echo(PRODUCT);
      return refused.test(value) ? '' : spawnSync('sh', ['-c', write(value)], { encoding: 'utf8' }).stdout;
    });
    expect(printed.flatMap((text, at) => (text.includes(`mb${PRODUCT.product}mb`) ? [at] : []))).toEqual(ran);
  });
  test('the products are right', () => {
    for (const { left, right, product } of injections.PRODUCTS) expect(String(left * right)).toBe(product);
  });
});

test('a shell waits for each delay in one place', () => {
  const [bare, substituted] = injections.shellDelays('7').map((write) => write(3));
  expect(bare).toBe('7;sleep 3');
  expect(substituted).toBe('7$(sleep 3)');
});

describe('each template is evaluated by one family of engines', () => {
  const ENGINES: readonly (readonly [family: string, expression: RegExp])[] = [
    ['Jinja, Twig, Nunjucks, Handlebars-like', /\{\{(\d+)\*(\d+)\}\}/],
    ['FreeMarker, Velocity, EL, template literals', /\$\{(\d+)\*(\d+)\}/],
    ['ERB, EJS, JSP', /<%= (\d+)\*(\d+) %>/],
    ['Pug, Slim, Thymeleaf', /#\{(\d+)\*(\d+)\}/],
  ];
  test('every family is there', () => {
    expect(injections.TEMPLATES.map(({ family }) => family)).toEqual(ENGINES.map(([family]) => family));
  });
  test.each(ENGINES)('%s', (family, expression) => {
    const rendered = injections.TEMPLATES.map(({ write }) =>
      write(6, 7).replace(expression, (_all, left, right) => String(left * right)),
    );
    const right = injections.TEMPLATES.flatMap((one, at) => (rendered[at] === '42' ? [one.family] : []));
    expect(right).toEqual([family]);
  });
});

describe('each way out of a folder leads out where another does not', () => {
  const FOLDER = '/srv/app/files';
  const PASSWD = '/etc/passwd';
  const WAYS = injections.traversals('template', '2031/notes.txt');
  const READERS: readonly (readonly [
    reader: string,
    opens: (name: string) => string,
    found: string,
    by: number[],
  ])[] = [
    ['joins', (name) => posix.join(FOLDER, name), PASSWD, [0, 5]],
    ['resolves', (name) => posix.resolve(FOLDER, name), PASSWD, [0, 1, 5]],
    ['takes the steps out once', (name) => posix.join(FOLDER, name.replaceAll('../', '')), PASSWD, [2]],
    [
      'looks first and decodes again',
      (name) => (name.includes('../') ? '' : posix.join(FOLDER, decodeURIComponent(name))),
      PASSWD,
      [4],
    ],
    [
      'looks at the beginning',
      (name) => (name.startsWith('2031/') ? posix.join(FOLDER, name) : ''),
      PASSWD,
      [5],
    ],
    ['adds an ending', (name) => `${posix.join(FOLDER, name)}.json`, '/srv/app/package.json', [6]],
    [
      'adds an ending, deeper',
      (name) => `${posix.join(FOLDER, 'de', name)}.json`,
      '/srv/app/package.json',
      [7],
    ],
    ['adds an ending on Linux', (name) => `${posix.join(FOLDER, name)}.conf`, '/etc/resolv.conf', [8]],
    ['stands on Windows', (name) => win32.join('C:\\app', name), 'C:\\windows\\win.ini', [3]],
  ];
  test.each(READERS)('a reader that %s', (_reader, opens, found, by) => {
    const reached = WAYS.map(({ raw }) => opens(raw) === found);
    expect(reached.flatMap((yes, at) => (yes ? [at] : []))).toEqual(by);
  });
  test('only names of files get ways without an ending, and values with a folder one that begins with it', () => {
    expect(injections.traversals('limit', '10')).toEqual(WAYS.slice(0, 5));
    expect(injections.traversals('file', 'notes.txt')).toEqual([...WAYS.slice(0, 5), ...WAYS.slice(6)]);
  });
  test('the control goes the same way to nothing', () => {
    for (const { raw, absent } of WAYS)
      expect(absent).toBe(
        raw.replace(/(?:passwd|package|resolv)$/, 'mb-none').replace(/win\.ini$/, 'mb-none.ini'),
      );
  });
  test.each([
    ['root:x:0:0:root:/root:/bin/sh\n', [0, 1, 2, 4, 5]],
    ['{"dependencies": {}}', [6, 7]],
    ['{"devDependencies": {}}', [6, 7]],
    ['{"peerDependencies": {}}', [6, 7]],
    ['{"scripts": {}}', [6, 7]],
    ['# made by hand\nnameserver 192.0.2.1\n', [8]],
    ['the nameserver is down', []],
    ['; for 16-bit app support\r\n', [3]],
    ['[fonts]\r\n', [3]],
    ['[extensions]\r\n', [3]],
    ['[mci extensions]\r\n', [3]],
    ['beetroot:x:0:0', []],
  ])('%j is what such a file holds', (text, by) => {
    const held = WAYS.map(({ holds }) => holds.test(text));
    expect(held.flatMap((yes, at) => (yes ? [at] : []))).toEqual(by);
  });
});

describe('each line end is one for other code', () => {
  const lowBytes = (text: string) => Buffer.from(decodeURIComponent(text), 'latin1').toString('latin1');
  test.each([
    ['only whole line ends', (text: string) => decodeURIComponent(text) === '\r\n', [0]],
    ['only line feeds', (text: string) => decodeURIComponent(text) === '\n', [1]],
    ['the low bytes', (text: string) => lowBytes(text) === '\r\n', [0, 2]],
  ])('code that sees %s', (_code, ends, by) => {
    expect(injections.LINE_ENDS.flatMap((text, at) => (ends(text) ? [at] : []))).toEqual(by);
  });
});

test.each([
  ['letters', /^(?:[a-z]+)+$/, 0],
  ['digits', /^(?:\d+)+$/, 1],
  ['words', /^(?:\w+ )+$/, 2],
])('nested repetition of %s is tried in every way by one text', (_of, pattern, at) => {
  const matched = injections.BACKTRACKERS.map(({ unit }) => pattern.test(unit.repeat(8)));
  expect(matched).toEqual([0, 1, 2].map((one) => one === at));
  for (const { unit, last } of injections.BACKTRACKERS)
    expect(pattern.test(unit.repeat(8) + last)).toBe(false);
});

describe('conditions', () => {
  test.each([
    [true, 'ada'],
    [false, 'nobody'],
  ])('a script: two hold and two do not (a row has the value: %s)', (hasRows, name) => {
    for (const { yes, no } of injections.scriptConditions('ada', hasRows)) {
      const holds = (value: string) => runInNewContext(`name === '${value}'`, { name }) as boolean;
      expect([...yes, ...no].map(holds)).toEqual([true, true, false, false]);
    }
  });

  test('SQL: one for each way in which a value is written into a statement', () => {
    const contexts = (value: string, rows: boolean) =>
      injections.sqlConditions(value, rows).map(({ context }) => context);
    const quoted = ['a string', 'a string in brackets', 'a string in double quotes'];
    expect(contexts('ada', false)).toEqual(quoted);
    expect(contexts('ada', true)).toEqual([...quoted, 'a pattern']);
    expect(contexts('7', false)).toEqual([...quoted, 'a number']);
    expect(contexts('', true)).toEqual([...quoted, 'a pattern', 'a number']);
    const STATEMENTS: Readonly<Record<string, (value: string) => string>> = {
      'a string': (value) => `name = '${value}'`,
      'a string in brackets': (value) => `(name = '${value}')`,
      'a string in double quotes': (value) => `name = "${value}"`,
      'a pattern': (value) => `name like '%${value}%'`,
      'a number': (value) => `id = ${value}`,
    };
    for (const { context, yes, no } of injections.sqlConditions('7', true)) {
      const [statement] = [STATEMENTS[context]?.(yes[0]) ?? ''];
      expect(statement.split("'").length % 2, context).toBe(1);
      expect(statement.split('"').length % 2, context).toBe(1);
      expect(statement.split('(').length, context).toBe(statement.split(')').length);
      expect(new Set([...yes, ...no]).size).toBe(4);
    }
  });

  test('SQL: one delay for each database and way', () => {
    expect(injections.sqlDelays('7').map((write) => write(3))).toEqual([
      "7' and sleep(3) and '1'='1",
      "7'||(select pg_sleep(3))||'",
      "7';waitfor delay '0:0:3'--",
      '7 and sleep(3)',
    ]);
    expect(injections.sqlDelays('ada')).toHaveLength(3);
    expect(injections.sqlDelays('').at(-1)?.(3)).toBe('1 and sleep(3)');
  });

  test('XPath: strings in either quote', () => {
    expect(injections.xpathConditions('ada', true)).toEqual([
      {
        context: 'a string',
        yes: ['4821', '7316'].map((n) => `ada' and string-length('${n}')=4 and 'a'='a`),
        no: ['4821', '7316'].map((n) => `ada' and string-length('${n}')=5 and 'a'='a`),
      },
      {
        context: 'a string in double quotes',
        yes: ['4821', '7316'].map((n) => `ada" and string-length("${n}")=4 and "a"="a`),
        no: ['4821', '7316'].map((n) => `ada" and string-length("${n}")=5 and "a"="a`),
      },
    ]);
    const [string] = injections.xpathConditions('', false);
    expect(string?.no[0]).toBe("' or string-length('4821')=5 or 'a'='b");
  });

  test('LDAP: two filters find the entry and two do not', () => {
    const contexts = injections.ldapConditions('ada', true);
    expect(contexts.map(({ context }) => context)).toEqual(['a filter', 'a filter, closed by itself']);
    const [inside, closed] = contexts.map(({ yes, no }) =>
      [...yes, ...no].map((value) => `(&(uid=${value}))`),
    );
    expect(inside?.map((filter) => filtersIn(filter).length)).toEqual([1, 1, 1, 1]);
    expect(closed?.map((filter) => filtersIn(filter).length)).toEqual([2, 2, 2, 2]);
    for (const filters of [inside, closed])
      expect(filters?.map((filter) => finds(filtersIn(filter)[0] ?? ''))).toEqual([true, true, false, false]);
  });

  test('MongoDB: operators that hold for the value, and those that do not', () => {
    const { yes, no } = injections.operatorConditions('ada');
    expect(yes.map(([suffix]) => suffix)).toEqual(['[$eq]', '[$in][]']);
    expect(no.map(([suffix]) => suffix)).toEqual(['[$ne]', '[$nin][]']);
    expect([...yes, ...no].every(([, value]) => value === 'ada')).toBe(true);
  });
});

/** Filters that stand side by side. */
function filtersIn(text: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1;
    if (text[at] === ')') depth -= 1;
    if (text[at] !== ')' || depth > 0) continue;
    found.push(text.slice(start, at + 1));
    start = at + 1;
  }
  return found;
}

/** Whether a filter (RFC 4515: and, not, equal, present) finds Ada. */
function finds(filter: string): boolean {
  const inner = filter.slice(1, -1);
  if (inner.startsWith('&')) return filtersIn(inner.slice(1)).every(finds);
  if (inner.startsWith('!')) return !finds(inner.slice(1));
  const [name = '', value] = inner.split('=');
  const entry: Readonly<Record<string, string>> = { uid: 'ada', objectClass: 'person' };
  return value === '*' ? name in entry : entry[name] === value;
}
