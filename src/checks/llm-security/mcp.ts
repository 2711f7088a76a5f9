import type { LlmEndpoint } from '../../discovery/surface.ts';
import type { HttpClient } from '../../http/client.ts';
import type { Exchange } from '../../http/exchange.ts';
import { header, json, succeeded, text } from '../../http/exchange.ts';
import { eventData } from '../../material/llm-streams.ts';
import { isNode } from '../../openapi/node.ts';

type Headers = readonly (readonly [string, string])[];

interface ToolList {
  readonly exchange: Exchange;
  readonly tools: readonly string[];
}

/** Model Context Protocol, revision 2025-03-26: the first with one URL for everything. */
const PROTOCOL = '2025-03-26';

/** Names of the tools that an MCP server offers; undefined where it refuses. Lists, and never calls. */
export async function listTools(http: HttpClient, { url }: LlmEndpoint): Promise<ToolList | undefined> {
  const hello = await call(http, url, 'initialize', 1, [], {
    protocolVersion: PROTOCOL,
    capabilities: {},
    clientInfo: { name: 'middlebrick', version: '1' },
  });
  if (!resultOf(hello)) return undefined;
  const session = header(hello.response.headers, 'mcp-session-id');
  const held: Headers = session ? [['Mcp-Session-Id', session]] : [];
  // Servers may refuse requests before it (lifecycle, section "Initialization").
  await post(http, url, held, { jsonrpc: '2.0', method: 'notifications/initialized' });
  const exchange = await call(http, url, 'tools/list', 2, held, {});
  const listed = resultOf(exchange)?.tools;
  if (!Array.isArray(listed)) return undefined;
  const tools = listed.flatMap((tool) => (isNode(tool) && typeof tool.name === 'string' ? [tool.name] : []));
  return { exchange, tools: tools.slice(0, 200) };
}

function call(
  http: HttpClient,
  url: string,
  method: string,
  id: number,
  headers: Headers,
  params: object,
): Promise<Exchange> {
  return post(http, url, headers, { jsonrpc: '2.0', id, method, params });
}

function post(http: HttpClient, url: string, headers: Headers, message: object): Promise<Exchange> {
  return http.once({
    method: 'POST',
    url,
    headers: [
      ['Content-Type', 'application/json'],
      ['Accept', 'application/json, text/event-stream'],
      ...headers,
    ],
    body: JSON.stringify(message),
  });
}

/** The answer comes as JSON or as one server-sent event. */
function resultOf(exchange: Exchange): Readonly<Record<string, unknown>> | undefined {
  if (!succeeded(exchange)) return undefined;
  const messages = [json(exchange.response), ...eventData(text(exchange.response))];
  const message = messages.find((each) => isNode(each) && each.jsonrpc === '2.0');
  return isNode(message) && isNode(message.result) ? message.result : undefined;
}
