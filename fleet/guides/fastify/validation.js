// region: fixed
import Fastify from 'fastify';

const uuid = { type: 'string', format: 'uuid' };

export const NoteInput = {
  type: 'object',
  additionalProperties: false,
  required: ['title', 'body'],
  properties: {
    title: { type: 'string', minLength: 1, maxLength: 200 },
    body: { type: 'string', maxLength: 5_000 },
  },
};
export const ById = { type: 'object', required: ['id'], properties: { id: uuid } };
export const Page = {
  type: 'object',
  additionalProperties: false,
  properties: { limit: { type: 'integer', minimum: 1, maximum: 100, default: 20 } },
};

/** `removeAdditional` is on by default: properties that the schema forbids are dropped in silence. */
export function strictFastify(options) {
  return Fastify({ ...options, bodyLimit: 20_000, ajv: { customOptions: { removeAdditional: false } } });
}
// endregion

const username = { type: 'string', pattern: '^[A-Za-z0-9_-]{3,32}$' };
const object = (properties, required = Object.keys(properties)) => ({
  type: 'object',
  additionalProperties: false,
  required,
  properties,
});
export const Credentials = object({ username, password: { type: 'string', minLength: 12, maxLength: 128 } });
export const LoginInput = object({
  username: { type: 'string', maxLength: 32 },
  password: { type: 'string', maxLength: 128 },
});
