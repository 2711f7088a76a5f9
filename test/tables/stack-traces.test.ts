import { describe, expect, test } from 'vitest';
import { findStackTrace, SHAPES } from '../../src/checks/data-exposure/stack-traces.ts';

/** One trace for each marker, as the runtime writes it. */
const TRACES: Readonly<Record<string, readonly string[]>> = {
  Python: ['Traceback (most recent call last):\n  File "/app/main.py", line 7, in read'],
  Java: ['java', 'kt', 'scala'].map(
    (ending) => `x\n\tat com.shop.Api.read(Api.${ending}:7)\n\tat com.shop.Main.run(Main.${ending}:9)`,
  ),
  '.NET': [
    'x\n   at Shop.Api.Read(Int32 id) in /src/Api.cs:line 7\n   at Shop.Main.Run() in /src/Main.cs:line 9',
    'x\n   at System.Linq.Enumerable.First(Object x)\n   at System.Threading.Tasks.Task.Run(Action a)',
    'x\n   at Microsoft.AspNetCore.Routing.Invoke(Object x)\n   at Microsoft.AspNetCore.Run(Action a)',
  ],
  'Node.js': [
    ...['js', 'ts', 'mjs', 'cjs'].map(
      (ending) => `x\n    at read (/app/api.${ending}:7:1)\n    at /app/main.${ending}:9:2`,
    ),
    'x\n    at run (node:internal/process/task:7:1)\n    at main (node:internal/main:9:2)',
  ],
  PHP: [
    '#0 /app/Api.php(7): read()',
    'Warning in /app/Api.php on line 7',
    'x in /app/Api.php:7',
    '{"file": "/app/Api.php", "line": 7}',
  ],
  Ruby: ["app/api.rb:7:in `read'", "app/api.rb:7:in 'Api#read'"],
  Go: ['goroutine 7 [running]:\nmain.read()'],
  Rust: ["thread 'main' panicked at src/main.rs:7", 'stack backtrace:\n   0: x\n      at ./src/main.rs:7:1'],
};

/** A frame of native code says nothing of a file; traces that hold one have others beside it. */
const BESIDE_OTHERS = ['(Native Method)'];

test('every runtime has traces, and every trace a runtime', () => {
  expect(Object.keys(TRACES).sort()).toEqual(SHAPES.map(({ language }) => language).sort());
});

describe.each(SHAPES.map((shape) => [shape.language, shape] as const))(
  '%s',
  (language, { markers, frame, fewest }) => {
    const traces = TRACES[language] ?? [];
    test('each trace is told as its own', () => {
      for (const trace of traces) expect(findStackTrace(trace)?.language, trace).toBe(language);
    });
    test('each marker is needed', () => {
      const needed = (marker: string) =>
        traces.some((trace) => markers.every((one) => trace.includes(one) === (one === marker)));
      expect(markers.filter((marker) => !needed(marker) && !BESIDE_OTHERS.includes(marker))).toEqual([]);
    });
    test('fewer frames than a trace has are none', () => {
      const [frameAlone = ''] = traces[0]?.match(frame) ?? [];
      const text = `${markers.join(' ')} ${frameAlone}`;
      if (fewest > 1) expect(findStackTrace(text)?.language).not.toBe(language);
      else expect(findStackTrace(text)?.language).toBe(language);
    });
  },
);
