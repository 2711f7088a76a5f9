// region: fixed
const host = process.env.PUBLIC_HOST ?? 'api.example.com';

/**
 * An onRequest hook. Right only with Fastify({ trustProxy: 'loopback' }) or the network of your proxy: X-Forwarded-Proto
 * of all others is then passed over.
 */
export async function httpsOnly(request, reply) {
  if (request.protocol !== 'https') return reply.redirect(`https://${host}${request.url}`, 308);
  reply.header('Strict-Transport-Security', 'max-age=31536000; includeSubDomains');
}
// endregion
