import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse as parseToml } from 'smol-toml';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEFAULT_PORT } from '../../src/cli/mcp-options.ts';
import { PACKAGE } from '../../src/version.ts';
import { freshFolder } from '../cli/command.ts';
import type { ServedMcp } from './bench.ts';
import { serveMcp, workbench } from './bench.ts';
import { connect } from './clients.ts';

const PAGE = readFileSync(fileURLToPath(new URL('../../docs/mcp.md', import.meta.url)), 'utf8');

interface Entry {
  readonly command?: string;
  readonly args?: readonly string[];
  readonly env?: Record<string, string>;
  readonly url?: string;
}

interface Snippet {
  readonly name: string;
  readonly language: string;
  readonly text: string;
}

/** Every fenced block, named for the heading that it stands under. */
function snippets(): Snippet[] {
  let heading = '';
  const found: Snippet[] = [];
  for (const [, title, language, text] of PAGE.matchAll(/^#+ (.+)$|^```(\w+)\n([\s\S]*?)^```$/gm)) {
    if (title !== undefined) heading = title;
    else found.push({ name: `${heading} ${found.length + 1}`, language: language ?? '', text: text ?? '' });
  }
  return found;
}

/** The server's entry in whatever shape the assistant wants it. */
function entryOf({ language, text }: Snippet): Entry {
  const config = (language === 'toml' ? parseToml(text) : JSON.parse(text)) as Record<
    string,
    Record<string, Entry>
  >;
  const servers = config.mcpServers ?? config.servers ?? config.context_servers ?? config.mcp_servers;
  expect(Object.keys(servers ?? {})).toEqual(['middlebrick']);
  const entry = servers?.middlebrick;
  if (!entry) throw new Error('it names no server');
  return entry;
}

const configurations = snippets().filter(({ language }) => language !== 'sh');
const started = configurations.filter((snippet) => entryOf(snippet).command !== undefined);
const reached = configurations.filter((snippet) => entryOf(snippet).url !== undefined);
const lines = snippets()
  .filter(({ language }) => language === 'sh')
  .flatMap(({ name, text }) =>
    text
      .trim()
      .split('\n')
      .map((line): [string, string] => [name, line]),
  );

test('there is one for each of the common assistants', () => {
  expect(started.length).toBeGreaterThanOrEqual(9);
  expect(reached.length).toBe(2);
  expect(started.length + reached.length).toBe(configurations.length);
  for (const name of [
    'Claude Code',
    'Claude Desktop',
    'Cursor',
    'VS Code',
    'Zed',
    'Codex',
    'Windsurf',
    'JetBrains',
  ]) {
    expect(
      started.some((snippet) => snippet.name.startsWith(name)),
      name,
    ).toBe(true);
  }
});

/** Starts what the snippet starts, with the built command in the place of the published one. */
async function introduce(args: readonly string[], env: Record<string, string>): Promise<string[]> {
  expect(args.slice(0, 2)).toEqual(['-y', PACKAGE]);
  const home = freshFolder();
  const own = { HOME: home, XDG_STATE_HOME: home };
  const client = await connect('old', { args: args.slice(2), env: { ...own, ...env }, cwd: home });
  const { tools } = await client.raw.listTools();
  expect(client.raw.getServerVersion()).toMatchObject({ name: 'middlebrick' });
  await client.close();
  return tools.map(({ name }) => name);
}

test.each(started.map((snippet): [string, Snippet] => [snippet.name, snippet]))(
  '%s starts and introduces itself',
  async (_name, snippet) => {
    const { command, args = [], env = {} } = entryOf(snippet);
    expect(command).toBe('npx');
    const tools = await introduce(args, env);
    expect(tools.length).toBe(8);
    for (const tool of tools) expect(PAGE).toContain(`| \`${tool}\` |`);
  },
);

test.each(lines.filter(([, line]) => line.includes(' -- ')))('%s: %s', async (_name, line) => {
  const [command, ...args] = (line.split(' -- ')[1] ?? '').split(' ');
  expect(command).toBe('npx');
  expect((await introduce(args, {})).length).toBe(8);
});

test('the lines that start a server for HTTP name flags that there are', async () => {
  const http = lines.filter(([, line]) => line.includes('--http'));
  expect(http.length).toBe(2);
  const { addMcpOptions } = await import('../../src/cli/mcp-options.ts');
  const { Command } = await import('commander');
  for (const [, line] of http) {
    const args = line.split(`npx -y ${PACKAGE} mcp `)[1]?.split(' ') ?? [];
    const command = addMcpOptions(new Command('mcp').exitOverride());
    command.parse(args, { from: 'user' });
    expect(command.opts().http).toBe(true);
  }
});

let served: ServedMcp;
beforeAll(async () => {
  served = await serveMcp(workbench());
});
afterAll(() => served.close());

test.each(reached.map((snippet): [string, Snippet] => [snippet.name, snippet]))(
  '%s reaches the server where it listens',
  async (_name, snippet) => {
    const url = new URL(entryOf(snippet).url ?? '');
    expect(url.port).toBe(String(DEFAULT_PORT));
    // Somebody may use that port here: the same address on one that is free.
    url.port = new URL(served.url).port;
    expect(url.href).toBe(served.url);
    const client = await connect('old', { url: url.href });
    expect((await client.raw.listTools()).tools.length).toBe(8);
    await client.close();
  },
);
