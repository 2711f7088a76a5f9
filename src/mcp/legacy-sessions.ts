import { randomUUID } from 'node:crypto';
import type { McpServer } from '@modelcontextprotocol/server';
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/server';

/** Clients that vanish never say so: at this many, the one longest unused goes. */
const MOST_SESSIONS = 32;

interface Session {
  readonly server: McpServer;
  readonly transport: WebStandardStreamableHTTPServerTransport;
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

  async function open(): Promise<Session> {
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: (id) => keep(id),
      onsessionclosed: (id) => {
        sessions.delete(id);
      },
    });
    const session = { server: createServer(), transport };
    const keep = (id: string) => {
      sessions.set(id, session);
      const [oldest] = sessions.keys();
      if (sessions.size <= MOST_SESSIONS || oldest === undefined) return;
      void sessions.get(oldest)?.server.close();
      sessions.delete(oldest);
    };
    await session.server.connect(transport);
    return session;
  }

  return {
    async fetch(request) {
      const id = request.headers.get('mcp-session-id');
      if (id === null) return (await open()).transport.handleRequest(request);
      const session = sessions.get(id);
      if (session === undefined) return unknownSession();
      sessions.delete(id);
      sessions.set(id, session);
      return session.transport.handleRequest(request);
    },
    async close() {
      await Promise.all([...sessions.values()].map(({ server }) => server.close()));
      sessions.clear();
    },
  };
}

/** 404 tells a client to begin anew (2025-11-25, streamable HTTP, session management). */
function unknownSession(): Response {
  const error = { code: -32_001, message: 'Session not found' };
  return Response.json({ jsonrpc: '2.0', id: null, error }, { status: 404 });
}
