import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { identityConfig } from '../../src/config/schema.ts';
import { ADVICE } from '../../src/mcp/advice.ts';
import { credentialArgument } from '../../src/mcp/credential-shape.ts';
import { NOTICE } from '../../src/mcp/untrusted.ts';
import { freshFolder } from '../cli/command.ts';
import type { Connected } from './clients.ts';
import { connect } from './clients.ts';

/**
 * Under 4,000 tokens: 16,030 characters were 3,866 of o200k_base and 3,742 of cl100k_base, measured with gpt-tokenizer in
 * November 2026.
 */
const MOST_CHARACTERS = 16_400;

let client: Connected;
beforeAll(async () => {
  const home = freshFolder();
  client = await connect('old', { args: ['mcp'], env: { HOME: home, XDG_STATE_HOME: home }, cwd: home });
});
afterAll(() => client.close());

test('the list of tools leaves room in an assistant’s mind, and holds nothing that assistants refuse', async () => {
  const text = JSON.stringify(await client.raw.listTools());
  expect(text.length).toBeLessThan(MOST_CHARACTERS);
  expect(text).not.toContain('propertyNames');
});

test('what is told of a credential is what is taken', async () => {
  const { tools } = await client.raw.listTools();
  const scan = tools.find(({ name }) => name === 'scan_api');
  const credential = scan?.inputSchema.properties?.credential as { properties: object };
  expect(Object.keys(credential.properties).sort()).toEqual(Object.keys(identityConfig.shape).sort());
  expect(credentialArgument.safeParse({ bearer: 'x', colour: 'red' }).success).toBe(false);
  expect(credentialArgument.safeParse({ oauth: { tokenUrl: 'http://a', color: 1 } }).success).toBe(false);
  const oauth = (credential.properties as { oauth: { description: string } }).oauth.description;
  for (const name of Object.keys(identityConfig.shape.oauth.unwrap().shape)) expect(oauth).toContain(name);
});

describe('a failure says outside the fence what to do', () => {
  test.each<[string, Record<string, unknown>, keyof typeof ADVICE]>([
    ['nobody listens', { url: 'http://127.0.0.1:1' }, 'unreachable'],
    ['no such document', { url: 'http://127.0.0.1:1', spec: 'nowhere.yaml' }, 'unreadable-file'],
  ])('%s', async (_what, args, code) => {
    const { isError, text } = await client.call('scan_api', args);
    expect(isError).toBe(true);
    const [outside = ''] = text.split(NOTICE);
    expect(outside).toContain(`(${code}). ${ADVICE[code]}`);
  });
});
