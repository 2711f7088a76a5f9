/** An address, by what names of commands never hold, or the one host that everybody has. */
const ADDRESS = /[.:/$]|^localhost$/;
/** Asked of the program itself. */
const OF_THE_PROGRAM: ReadonlySet<string> = new Set(['-h', '--help', '-V', '--version']);

/** `middlebrick <url> …` is `middlebrick scan <url> …`. Whatever may be a command, mistyped too, is left as it is. */
export function withScan(argv: readonly string[], commands: readonly string[]): readonly string[] {
  const [node = '', program = '', ...words] = argv;
  const [first] = words;
  if (first === undefined || OF_THE_PROGRAM.has(first)) return argv;
  const isScan = first.startsWith('-')
    ? !words.some((word) => commands.includes(word)) && words.some((word) => ADDRESS.test(word))
    : !commands.includes(first) && ADDRESS.test(first);
  return isScan ? [node, program, 'scan', ...words] : argv;
}
