import { z } from 'zod';
import { type Area, seenActively, seenByTwo, seenByTwoActively } from './area.ts';
import { Problem } from './problem.ts';
import { found } from './store.ts';

const TYPES = new Set(['text/plain', 'image/png', 'application/pdf']);
const MOST_BYTES = 20_000;
const UPLOAD = z.object({ id: z.int(), userId: z.int(), name: z.string(), type: z.string(), bytes: z.int() });

/** Files of users: of few types, small, and served as downloads to their owner. */
export const uploads: Area = {
  switches: [
    ...seenByTwo(
      [
        'upload-read-by-anyone',
        'Any upload is shown to whoever is logged in.',
        'GET /uploads/{id}',
        ['foreign-object-served', 'neighbour-object-served'],
      ],
      [
        'upload-content-without-login',
        'The content of any upload is served to whoever asks.',
        'GET /uploads/{id}/content',
        ['anonymous-object-served', 'unauthenticated-operation'],
      ],
    ),
    ...seenByTwoActively([
      'upload-delete-by-anyone',
      'Any upload is removed by whoever is logged in.',
      'DELETE /uploads/{id}',
      ['foreign-object-written'],
    ]),
    ...seenActively(
      [
        'upload-any-type',
        'A page is taken as a file, and served as a page.',
        'POST /uploads',
        ['unrestricted-upload', 'stored-markup'],
      ],
      ['upload-any-size', 'A file may have any size.', 'POST /uploads', ['unlimited-upload-size']],
      [
        'upload-name-as-sent',
        'The page of files writes their names as they are.',
        'POST /uploads',
        ['unrestricted-upload', 'stored-markup'],
      ],
    ),
  ],
  add({ api, store, on }) {
    const { uploads: table } = store;
    const shown = ({
      content,
      ...rest
    }: {
      content: string;
      id: number;
      userId: number;
      name: string;
      type: string;
    }) => ({ ...rest, bytes: content.length });
    const one = { who: 'user', answers: UPLOAD } as const;
    api.add(
      'GET /uploads',
      { says: 'The own files', who: 'user', answers: z.object({ items: z.array(UPLOAD) }) },
      ({ user }) => ({
        items: table
          .all()
          .filter(({ userId }) => userId === user.id)
          .map(shown),
      }),
    );
    api.add(
      'POST /uploads',
      {
        ...one,
        says: 'Keeps a file',
        takes: 'multipart/form-data',
        body: z.object({ file: z.file() }),
        reads: z.object({ file: z.instanceof(File) }),
        mostBytes: on('upload-any-size') ? 4_000_000 : undefined,
        status: 201,
      },
      async ({ user, body: { file } }) => {
        const type = file.type.split(';')[0] ?? '';
        if (!TYPES.has(type) && !on('upload-any-type')) throw new Problem(415, 'Text, PNG or PDF');
        if (file.size > MOST_BYTES && !on('upload-any-size')) throw new Problem(413, 'Too large');
        const name = on('upload-name-as-sent') ? file.name : file.name.replace(/[^\w.-]/g, '_').slice(0, 80);
        return shown(table.add({ userId: user.id, name, type, content: await file.text() }));
      },
    );
    api.add('GET /uploads/page', { says: 'The own files as a page', who: 'user' }, ({ user, c }) => {
      const items = table
        .all()
        .filter(({ userId }) => userId === user.id)
        .map(({ name }) => `<li>${name}</li>`);
      return c.html(`<!doctype html><title>Files</title><ul>${items.join('')}</ul>`);
    });
    api.add('GET /uploads/{id}', { ...one, says: 'One file' }, ({ user, id }) =>
      shown(found(table, id(), on('upload-read-by-anyone') ? undefined : user)),
    );
    const isOpen = on('upload-content-without-login');
    api.add(
      'GET /uploads/{id}/content',
      { says: 'The content of a file', who: 'user', ...(isOpen ? { guard: 'anyone' as const } : {}) },
      (call) => {
        const { content, type, name } = found(table, call.id(), isOpen ? undefined : call.user);
        const disposition = on('upload-any-type') ? 'inline' : `attachment; filename="${name}"`;
        return new Response(content, {
          headers: { 'Content-Type': type, 'Content-Disposition': disposition },
        });
      },
    );
    api.add('DELETE /uploads/{id}', { says: 'Removes a file', who: 'user' }, ({ user, id }) => {
      table.remove(found(table, id(), on('upload-delete-by-anyone') ? undefined : user).id);
    });
  },
};
