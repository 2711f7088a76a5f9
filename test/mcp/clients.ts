import { Client as NewClient, StreamableHTTPClientTransport as NewHttp } from '@modelcontextprotocol/client';
import { StdioClientTransport as NewStdio } from '@modelcontextprotocol/client/stdio';
import { Client as OldClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport as OldStdio } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport as OldHttp } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Transport as OldTransport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { MAIN } from '../cli/command.ts';

export interface Called {
  readonly text: string;
  readonly data: Record<string, unknown>;
  readonly isError: boolean;
}

export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly onprogress?: (progress: { progress: number; total?: number; message?: string }) => void;
}

/** One connected client, of whichever generation. */
export interface Connected {
  readonly revision: string | undefined;
  call(tool: string, args?: Record<string, unknown>, options?: CallOptions): Promise<Called>;
  readonly raw: Pick<
    NewClient,
    'listTools' | 'listPrompts' | 'getPrompt' | 'listResources' | 'readResource' | 'getServerVersion'
  >;
  close(): Promise<void>;
}

export const GENERATIONS = ['old', 'new'] as const;
export type Generation = (typeof GENERATIONS)[number];

export type Reach =
  | {
      readonly args: readonly string[];
      readonly env: Record<string, string>;
      readonly cwd: string;
      /** Program and first words in the place of the built command. */
      readonly program?: readonly [string, ...string[]];
    }
  | { readonly url: string; readonly headers?: Record<string, string> };

/** A real client of that generation: 1.x of the SDK, or 2.x that asks for the newest revision. */
export async function connect(generation: Generation, reach: Reach): Promise<Connected> {
  return generation === 'old' ? connectOld(reach) : connectNew(reach);
}

const info = { name: 'middlebrick-test', version: '1.0.0' };

async function connectOld(reach: Reach): Promise<Connected> {
  const client = new OldClient(info);
  const transport =
    'url' in reach
      ? new OldHttp(new URL(reach.url), { requestInit: { headers: reach.headers ?? {} } })
      : new OldStdio(processOf(reach));
  // The SDK's own types disagree under exactOptionalPropertyTypes.
  await client.connect(transport as OldTransport);
  return {
    revision: (transport as OldHttp).protocolVersion,
    call: async (name, args = {}, options = {}) =>
      called(await client.callTool({ name, arguments: args }, undefined, options)),
    raw: client as unknown as Connected['raw'],
    close: () => client.close(),
  };
}

async function connectNew(reach: Reach): Promise<Connected> {
  const client = new NewClient(info, { versionNegotiation: { mode: 'auto' } });
  const transport =
    'url' in reach
      ? new NewHttp(new URL(reach.url), { requestInit: { headers: reach.headers ?? {} } })
      : new NewStdio(processOf(reach));
  await client.connect(transport);
  return {
    revision: client.getNegotiatedProtocolVersion(),
    call: async (name, args = {}, options = {}) =>
      called(await client.callTool({ name, arguments: args }, options)),
    raw: client,
    close: () => client.close(),
  };
}

function processOf({ args, env, cwd, program }: Extract<Reach, { args: readonly string[] }>) {
  const [command, ...before] = program ?? [process.execPath, MAIN];
  return {
    command,
    args: [...before, ...args],
    env: { PATH: process.env.PATH ?? '', ...env },
    cwd,
    stderr: 'ignore' as const,
  };
}

function called(result: unknown): Called {
  const { content, structuredContent, isError } = result as {
    content: { type: string; text: string }[];
    structuredContent?: Record<string, unknown>;
    isError?: boolean;
  };
  return {
    text: content.map(({ text }) => text).join('\n'),
    data: structuredContent ?? {},
    isError: isError === true,
  };
}
