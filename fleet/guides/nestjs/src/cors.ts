// region: fixed
import type { CorsOptions } from '@nestjs/common/interfaces/external/cors-options.interface.js';

/** `app.enableCors(crossOrigin)`, and the same for gateways: `@WebSocketGateway({ cors: crossOrigin })`. */
export const crossOrigin: CorsOptions = {
  // Whole origins, compared as texts: no prefixes, no regular expressions, not "null".
  origin: ['https://app.example.com', 'https://admin.example.com'],
  methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
  allowedHeaders: ['Authorization', 'Content-Type'],
  credentials: true,
  maxAge: 600,
};
// endregion

/** The flaw: every origin is repeated, with credentials. */
export const anyOrigin: CorsOptions = { origin: true, credentials: true };
