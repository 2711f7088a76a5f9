// region: fixed
import { STATUS_CODES } from 'node:http';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { Response } from 'express';

/** `app.useGlobalFilters(new Problems())`. Statuses stay what they are; only unexpected errors become 500. */
@Catch()
export class Problems implements ExceptionFilter {
  private readonly logger = new Logger(Problems.name);

  catch(error: unknown, host: ArgumentsHost) {
    // GraphQL has an error format of its own.
    if (host.getType<string>() === 'graphql') return error;
    const response = host.switchToHttp().getResponse<Response>();
    const { status, detail } = this.toldOf(error);
    if (status === 500) this.logger.error(error);
    if (status === 401) response.set('WWW-Authenticate', 'Bearer');
    response
      .status(status)
      .type('application/problem+json')
      .json({ title: STATUS_CODES[status], status, ...(detail && { detail }) });
  }

  private toldOf(error: unknown): { status: number; detail?: string } {
    if (error instanceof HttpException && error.getStatus() < 500) {
      const said = error.getResponse();
      const message = typeof said === 'string' ? said : (said as { message?: string | string[] }).message;
      return { status: error.getStatus(), detail: [message ?? error.message].flat().join('; ') };
    }
    // Errors of Express and its body parsers, such as malformed JSON.
    const { expose, statusCode, message } = Object(error);
    if (expose && statusCode >= 400 && statusCode < 500) return { status: statusCode, detail: message };
    return { status: 500 };
  }
}
// endregion

/** The flaw: whatever happened is told to the client, as 500. */
@Catch()
export class EverythingTold implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost) {
    if (host.getType<string>() === 'graphql') return error;
    const status = error instanceof HttpException && error.getStatus() === 401 ? 401 : 500;
    const { message, stack } = Object(error);
    host.switchToHttp().getResponse<Response>().status(status).json({ error: message, stack });
  }
}
