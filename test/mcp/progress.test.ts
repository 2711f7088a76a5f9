import type { ServerContext } from '@modelcontextprotocol/server';
import { expect, test } from 'vitest';
import { progressTo } from '../../src/mcp/progress.ts';

function context(token: string | undefined, cancelled = false) {
  const sent: unknown[] = [];
  const mcpReq = {
    _meta: token === undefined ? {} : { progressToken: token },
    signal: cancelled ? AbortSignal.abort() : new AbortController().signal,
    notify: async (notification: { params?: unknown }) => {
      sent.push(notification.params);
    },
  } as unknown as ServerContext['mcpReq'];
  return { sent, mcpReq };
}

test('tells twice a second at most, and never goes back', () => {
  const { sent, mcpReq } = context('t');
  let now = 0;
  const tell = progressTo({ mcpReq }, () => now);
  for (const [at, done] of [
    [0, 1],
    [100, 2],
    [499, 3],
    [600, 4],
    [1200, 4],
    [1300, 2],
    [1400, 5],
  ] as const) {
    now = at;
    tell(done, 9, `${done} of 9`);
  }
  expect(sent).toEqual([
    { progressToken: 't', progress: 1, total: 9, message: '1 of 9' },
    { progressToken: 't', progress: 4, total: 9, message: '4 of 9' },
    { progressToken: 't', progress: 5, total: 9, message: '5 of 9' },
  ]);
});

test.each([
  ['who gave no token', undefined, false],
  ['who cancelled', 't', true],
])('says nothing to a client %s', (_name, token, cancelled) => {
  const { sent, mcpReq } = context(token, cancelled);
  progressTo({ mcpReq })(1, 2, 'one');
  expect(sent).toEqual([]);
});
