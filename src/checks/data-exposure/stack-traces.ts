export interface FoundTrace {
  readonly language: string;
  /** The frame that gave it away, cut. */
  readonly line: string;
}

interface TraceShape {
  readonly language: string;
  /** Cheap: texts without any of these are not searched. */
  readonly markers: readonly string[];
  /** Names a file with a line number, as only a runtime writes it. */
  readonly frame: RegExp;
  readonly fewest: number;
}

/** Newlines may stand as such, as `\n` in JSON or as `<br>` in pages; so no frame is anchored to a line. */
export const SHAPES: readonly TraceShape[] = [
  {
    language: 'Python',
    markers: ['Traceback (most recent call last)'],
    frame: /File \\?["'&][^"'\n]{1,200}["';], line \d+/g,
    fewest: 1,
  },
  {
    language: 'Java',
    markers: ['.java:', '.kt:', '.scala:', '(Native Method)'],
    frame: /(?:\b|\\[nt])at [\w$.]{3,200}\([\w$]{1,80}\.(?:java|kt|scala):\d+\)/g,
    fewest: 2,
  },
  {
    language: '.NET',
    markers: [':line ', 'at System.', 'at Microsoft.'],
    frame: /(?:\b|\\[nt])at [A-Z][\w.`<>[\],]{2,200}\([^()\n]{0,200}\)(?: in [^\n]{1,200}?:line \d+)?/g,
    fewest: 2,
  },
  {
    language: 'Node.js',
    markers: ['.js:', '.ts:', '.mjs:', '.cjs:', 'node:internal'],
    frame:
      /(?:\b|\\[nt])at (?:(?:(?!\bat )[\w$.<>[\] ]){1,100} \()?(?:file:\/\/|node:|[A-Za-z]:\\|\/)[^\s():]{1,200}:\d+:\d+\)?/g,
    fewest: 2,
  },
  {
    language: 'PHP',
    markers: ['.php'],
    frame:
      /#\d+ [^\s(]{1,200}\.php\(\d+\)|in [^\s<]{1,200}\.php(?: on line |:)\d+|"file":\s?"[^"]{1,200}\.php",\s*"line":\s?\d+/g,
    fewest: 1,
  },
  { language: 'Ruby', markers: ['.rb:'], frame: /(?<![\w/.-])[\w/.-]{2,200}\.rb:\d+:in [`']/g, fewest: 1 },
  { language: 'Go', markers: ['goroutine '], frame: /goroutine \d+ \[[a-z ]{3,40}\]:/g, fewest: 1 },
  {
    language: 'Rust',
    markers: ['panicked at', 'stack backtrace:'],
    frame: /thread '[^'\n]{1,80}'(?: \(\d+\))? panicked at|\bat [^\s]{1,200}\.rs:\d+(?::\d+)?/g,
    fewest: 1,
  },
];

/** The first stack trace of a text, of whichever runtime. */
export function findStackTrace(text: string): FoundTrace | undefined {
  if (text === '') return undefined;
  for (const { language, markers, frame, fewest } of SHAPES) {
    if (!markers.some((marker) => text.includes(marker))) continue;
    let seen = 0;
    for (const [line] of text.matchAll(frame)) {
      seen += 1;
      if (seen >= fewest) return { language, line: line.slice(0, 120) };
    }
  }
  return undefined;
}
