// region: fixed
import { randomUUID } from 'node:crypto';
import multipart from '@fastify/multipart';
import { problem } from './errors.js';
import { pictureType } from './pictures.js';

const pictures = new Map(); // your object store

export async function avatars(app) {
  await app.register(multipart, { limits: { fileSize: 1_000_000, files: 1, fields: 0 } });

  app.post('/', async (request, reply) => {
    const file = await request.file();
    const bytes = await file?.toBuffer(); // larger ones become 413
    const type = bytes && pictureType(bytes);
    if (!type) throw problem(415, 'PNG or JPEG, in a multipart form');
    const name = `${randomUUID()}.${type.extension}`;
    pictures.set(name, { bytes, mime: type.mime, owner: request.user.id });
    return reply.code(201).send({ url: `/avatars/${name}` });
  });

  app.get('/:name', ({ params: { name } }, reply) => {
    const picture = pictures.get(name);
    if (!picture) throw problem(404, 'There is no such picture');
    reply.header('X-Content-Type-Options', 'nosniff');
    reply.header('Content-Disposition', `attachment; filename="${name}"`);
    return reply.type(picture.mime).send(picture.bytes);
  });
}
// endregion

export async function avatarRemoval(app) {
  app.delete('/:name', ({ user, params: { name } }, reply) => {
    if (pictures.get(name)?.owner !== user.id) throw problem(404, 'There is no such picture');
    pictures.delete(name);
    return reply.code(204).send();
  });
}

/** The flaws: any size, and the name and the type are those of the client. */
export async function openAvatars(app) {
  const files = new Map();
  await app.register(multipart, { limits: { fileSize: 1_000_000_000 } });

  app.post('/', async (request, reply) => {
    const file = await request.file();
    files.set(file.filename, { bytes: await file.toBuffer(), mime: file.mimetype });
    return reply.code(201).send({ url: `/avatars/${encodeURIComponent(file.filename)}` });
  });

  app.get('/:name', ({ params }, reply) => {
    const { bytes, mime } = files.get(params.name);
    return reply.type(mime).send(bytes);
  });

  app.delete('/:name', ({ params }, reply) => {
    files.delete(params.name);
    return reply.code(204).send();
  });
}
