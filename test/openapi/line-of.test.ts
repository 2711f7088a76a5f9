import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isMap, isScalar, isSeq, LineCounter, parseDocument, stringify } from 'yaml';
import { formatPointer } from '../../src/openapi/json-pointer.ts';
import { lineFinder } from '../../src/openapi/line-of.ts';
import { fixture } from './shelter.ts';

/** What the YAML library says, for every value of a document in block style or JSON. */
function oracle(text: string): Map<string, number> {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, uniqueKeys: false });
  const lines = new Map<string, number>();
  const visit = (node: unknown, pointer: string, offset: number): void => {
    lines.set(pointer, counter.linePos(offset).line);
    if (isMap(node)) {
      for (const { key, value } of node.items) {
        if (isScalar(key)) visit(value, pointer + formatPointer(String(key.value)), key.range?.[0] ?? 0);
      }
    } else if (isSeq(node)) {
      for (const [at, item] of node.items.entries()) {
        // The library has a block text start behind its bar, on the next line.
        if (isScalar(item) && String(item.type).startsWith('BLOCK')) continue;
        visit(item, pointer + formatPointer(at), (item as { range?: number[] } | null)?.range?.[0] ?? 0);
      }
    }
  };
  visit(document.contents, '', document.contents?.range?.[0] ?? 0);
  return lines;
}

describe('lines', () => {
  test.each([
    ['/paths/~1animals/post', 56],
    ['/paths/~1animals/get/parameters/1/items', 44],
    ['/definitions/Animal/properties/kind/enum/0', 87],
    ['/info/title', 3],
    ['', 1],
  ])('YAML: %s', (pointer, line) => {
    expect(lineFinder({ format: 'yaml', text: fixture('shelter-2.0.yaml') })(pointer)).toBe(line);
  });

  test('JSON: every value', () => {
    const text = fixture('shelter-3.0.json');
    const lineOf = lineFinder({ format: 'json', text });
    for (const [pointer, line] of oracle(text)) expect([pointer, lineOf(pointer)]).toEqual([pointer, line]);
  });

  test('any JSON, however it is spaced', () => {
    fc.assert(
      fc.property(fc.object(), fc.constantFrom(0, 1, '\t', '  '), (value, space) => {
        const text = JSON.stringify(value, undefined, space);
        const lineOf = lineFinder({ format: 'json', text });
        for (const [pointer, line] of oracle(text))
          expect([pointer, lineOf(pointer)]).toEqual([pointer, line]);
      }),
      { numRuns: 60 },
    );
  });

  test('any block YAML', () => {
    const name = fc.stringMatching(/^[a-z/{}:"'#0-9 ~-]{1,8}$/);
    const leaf = fc.oneof(name, fc.integer(), fc.boolean(), fc.constant('a\nb: c\n'), fc.constant('- x: y'));
    const tree = fc.letrec((tie) => ({
      node: fc.oneof({ maxDepth: 4 }, leaf, tie('map'), tie('list')),
      map: fc.dictionary(name, tie('node'), { minKeys: 1, maxKeys: 4 }),
      list: fc.array(tie('node'), { minLength: 1, maxLength: 4 }),
    }));
    fc.assert(
      fc.property(tree.map, fc.constantFrom(2, 4), fc.boolean(), (value, indent, indentSeq) => {
        const text = stringify(value, { indent, indentSeq });
        const lineOf = lineFinder({ format: 'yaml', text });
        for (const [pointer, line] of oracle(text)) {
          expect([text, pointer, lineOf(pointer)]).toEqual([text, pointer, line]);
        }
      }),
      { numRuns: 100 },
    );
  });

  test('what is not there has the line of its owner; what is no pointer has none', () => {
    const lineOf = lineFinder({ format: 'json', text: '{\n"a": {\n"b": 1}}' });
    expect(lineOf('/a/c/d')).toBe(2);
    expect(lineOf('a')).toBeUndefined();
  });
});
