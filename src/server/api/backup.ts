import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { createRoute, z } from '@hono/zod-openapi';
import { note } from '../store/audit.ts';
import { spooledBackup } from '../store/backup-file.ts';
import { needs } from './authenticate.ts';
import { Problem, problems } from './problem.ts';
import { router, SECURITY, type Service } from './service.ts';

/** The whole database as a file, from the process that holds it. It is put back by the command line alone, while nothing runs. */
export function backupRoutes({ store, folder }: Service) {
  let isUnderWay = false;
  return router().openapi(
    createRoute({
      method: 'get',
      path: '/backup',
      operationId: 'backup',
      tags: ['Operations'],
      description:
        'Everything that the server keeps, as it was at one moment, for "middlebrick restore". Credentials stay encrypted in it; the key that opens them is not in it. One at a time.',
      security: SECURITY,
      middleware: needs('admin'),
      responses: {
        200: {
          description: 'The backup, packed by gzip',
          content: { 'application/gzip': { schema: z.string().openapi({ format: 'binary' }) } },
        },
        ...problems(409),
      },
    }),
    async (context) => {
      if (isUnderWay) throw new Problem(409, 'under-way', 'Another backup is being written.');
      isUnderWay = true;
      try {
        await note(store.db, context.get('caller').id, 'backup', 'all');
        const file = await spooledBackup(store, folder, `backup-${randomUUID()}`);
        const day = new Date().toISOString().slice(0, 'yyyy-mm-dd'.length);
        context.header('Content-Type', 'application/gzip');
        context.header('Content-Disposition', `attachment; filename="middlebrick-${day}.backup"`);
        return context.body(Readable.toWeb(file) as ReadableStream, 200) as never;
      } finally {
        isUnderWay = false;
      }
    },
  );
}
