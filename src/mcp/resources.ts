import type { McpServer } from '@modelcontextprotocol/server';
import { ResourceNotFoundError, ResourceTemplate } from '@modelcontextprotocol/server';
import type { Head } from '../archive/head.ts';
import { PLAIN } from '../report/context.ts';
import { markdown } from '../report/markdown.ts';
import type { ScanResult } from '../result.ts';
import { resourcesOf } from './shapes.ts';
import { fenced, NOTICE, visibleThroughout } from './untrusted.ts';
import { gradeOf } from './words.ts';
import type { Workbench } from './workbench.ts';

/** Clients put the whole list before a person: older scans are still read by their id. */
const LISTED = 50;

/** Every kept scan, as data and as a report. Both say first that they hold words of the target. */
export function keptAsResources(server: McpServer, { archive }: Workbench): void {
  const listed = (describe: (head: Head) => { uri: string; name: string; mimeType: string }) => ({
    list: async () => ({
      resources: (await archive.heads()).heads.slice(0, LISTED).map((head) => ({
        ...describe(head),
        description: `Scan of ${head.startedAt}: ${gradeOf(head)}.`,
      })),
    }),
  });
  const find = async (uri: URL, id: unknown): Promise<ScanResult> => {
    const found = await archive.named(String(id));
    if (found) return found;
    throw new ResourceNotFoundError(uri.href);
  };
  const name = ({ id }: Head) => `Scan ${id.slice(0, 8)}`;

  server.registerResource(
    'scan',
    new ResourceTemplate(
      'middlebrick://scans/{id}',
      listed((head) => ({
        uri: resourcesOf(head.id).json,
        name: `${name(head)}, all data`,
        mimeType: 'application/json',
      })),
    ),
    {
      title: 'Scan result',
      description: 'The whole result of a scan, under "untrusted": most of it quotes the scanned API.',
      mimeType: 'application/json',
    },
    async (uri, { id }) => {
      const untrusted = visibleThroughout(await find(uri, id));
      const text = JSON.stringify({ notice: NOTICE, untrusted }, null, 2);
      return { contents: [{ uri: uri.href, mimeType: 'application/json', text }] };
    },
  );

  server.registerResource(
    'report',
    new ResourceTemplate(
      'middlebrick://scans/{id}/report',
      listed((head) => ({
        uri: resourcesOf(head.id).report,
        name: `${name(head)}, report`,
        mimeType: 'text/markdown',
      })),
    ),
    {
      title: 'Scan report',
      description: 'A report to read, fenced: it quotes the scanned API.',
      mimeType: 'text/markdown',
    },
    async (uri, { id }) => {
      const text = fenced([markdown(await find(uri, id), PLAIN)]);
      return { contents: [{ uri: uri.href, mimeType: 'text/markdown', text }] };
    },
  );
}
