// region: fixed
import { randomUUID } from 'node:crypto';
import { Router } from 'express';
import multer from 'multer';
import { Problem } from './errors.js';
import { pictureType } from './pictures.js';

const upload = multer({
  storage: multer.memoryStorage(),
  limits: { fileSize: 1_000_000, files: 1, fields: 0 },
});
const pictures = new Map(); // your object store

export const avatars = Router();

avatars.post('/', one('file'), (req, res) => {
  const type = req.file && pictureType(req.file.buffer);
  if (!type) throw new Problem(415, 'PNG or JPEG, in the field "file"');
  const name = `${randomUUID()}.${type.extension}`;
  pictures.set(name, { bytes: req.file.buffer, mime: type.mime, owner: req.user.id });
  res.status(201).json({ url: `/avatars/${name}` });
});

avatars.get('/:name', (req, res) => {
  const picture = pictures.get(req.params.name);
  if (!picture) throw new Problem(404, 'There is no such picture');
  res.set('X-Content-Type-Options', 'nosniff').attachment(req.params.name);
  res.type(picture.mime).send(picture.bytes);
});

/** Multer’s errors become 413 and 400. */
function one(field) {
  return (req, res, next) =>
    upload.single(field)(req, res, (error) => {
      if (!error) return next();
      next(new Problem(error.code === 'LIMIT_FILE_SIZE' ? 413 : 400, error.message));
    });
}
// endregion

avatars.delete('/:name', (req, res) => {
  if (pictures.get(req.params.name)?.owner !== req.user.id)
    throw new Problem(404, 'There is no such picture');
  pictures.delete(req.params.name);
  res.status(204).end();
});

/** The flaws: any size, and the name and the type are those of the client. */
export const openAvatars = Router();
const files = new Map();

openAvatars.post('/', multer().single('file'), (req, res) => {
  files.set(req.file.originalname, req.file);
  res.status(201).json({ url: `/avatars/${encodeURIComponent(req.file.originalname)}` });
});

openAvatars.get('/:name', (req, res) => {
  const { buffer, mimetype } = files.get(req.params.name);
  res.set('Content-Type', mimetype).end(buffer);
});

openAvatars.delete('/:name', (req, res) => {
  files.delete(req.params.name);
  res.status(204).end();
});
