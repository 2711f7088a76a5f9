import { randomUUID } from 'node:crypto';
import type { McpServer } from '@modelcontextprotocol/server';
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/server';

/** Clients that vanish never say so: at this many, one goes. */
const MOST_SESSIONS = 32;

interface Session {
  readonly server: McpServer;
  readonly transport: WebStandardStreamableHTTPServerTransport;
  /** Answers under way: a scan may be among them. */
  busy: number;
  /** True once it asked for more than to begin. */
  used: boolean;
}

/**
 * Clients of the protocol before 2026-07-28 cancel a call by a second request, which only reaches the call where both
 * belong to one session.
 */
export interface LegacySessions {
  fetch(request: Request): Promise<Response>;
  close(): Promise<void>;
}

export function legacySessions(createServer: () => McpServer): LegacySessions {
  /** In the order of last use. */
  const sessions = new Map<string, Session>();

  async function open(request: Request): Promise<Response> {
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: (id) => {
        sessions.set(id, session);
      },
      onsessionclosed: (id) => {
        sessions.delete(id);
      },
    });
    const session: Session = { server: createServer(), transport, busy: 0, used: false };
    await session.server.connect(transport);
    // Who has only begun is at work on nothing, even where he never reads the answer.
    return transport.handleRequest(request);
  }

  /** Ends the one that will be missed least: one that never asked for anything, else the one longest unused. */
  function makeRoom(): boolean {
    if (sessions.size < MOST_SESSIONS) return true;
    const idle = [...sessions].filter(([, { busy }]) => busy === 0);
    const [id, session] = idle.find(([, { used }]) => !used) ?? idle[0] ?? [];
    if (id === undefined || session === undefined) return false;
    sessions.delete(id);
    void session.server.close();
    return true;
  }

  return {
    async fetch(request) {
      const id = request.headers.get('mcp-session-id');
      if (id === null) return makeRoom() ? open(request) : full();
      const session = sessions.get(id);
      if (session === undefined) return unknownSession();
      sessions.delete(id);
      sessions.set(id, session);
      session.used = true;
      return watched(session, request);
    },
    async close() {
      await Promise.all([...sessions.values()].map(({ server }) => server.close()));
      sessions.clear();
    },
  };
}

/** The session is busy until the answer's last byte is out, or nobody reads it any more. */
async function watched(session: Session, request: Request): Promise<Response> {
  session.busy += 1;
  let isOver = false;
  const over = () => {
    if (!isOver) session.busy -= 1;
    isOver = true;
  };
  try {
    const response = await session.transport.handleRequest(request);
    if (response.body === null) {
      over();
      return response;
    }
    return new Response(untilOver(response.body, over), response);
  } catch (failure) {
    over();
    throw failure;
  }
}

function untilOver(body: ReadableStream<Uint8Array>, over: () => void): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (!done) return controller.enqueue(value);
        over();
        controller.close();
      } catch (failure) {
        over();
        controller.error(failure);
      }
    },
    cancel(reason) {
      over();
      return reader.cancel(reason);
    },
  });
}

/** Every session has an answer under way, which no newcomer may end. */
function full(): Response {
  const error = { code: -32_000, message: `${MOST_SESSIONS} sessions are at work: try again later.` };
  return Response.json(
    { jsonrpc: '2.0', id: null, error },
    { status: 503, headers: { 'Retry-After': '30' } },
  );
}

/** 404 tells a client to begin anew (2025-11-25, streamable HTTP, session management). */
function unknownSession(): Response {
  const error = { code: -32_001, message: 'Session not found' };
  return Response.json({ jsonrpc: '2.0', id: null, error }, { status: 404 });
}
