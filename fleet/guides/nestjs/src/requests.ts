import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import type { Request } from 'express';

export interface Asker {
  readonly id: string;
  readonly role: string;
}

export type Asking = Request & { user?: Asker };

/** Guards run for resolvers as well, where the request lies in the context of GraphQL. */
export function requestOf(context: ExecutionContext): Asking {
  return context.getType<string>() === 'graphql'
    ? GqlExecutionContext.create(context).getContext().req
    : context.switchToHttp().getRequest();
}

/** The verified user, as a parameter of handlers. */
export const User = createParamDecorator(
  (_data: unknown, context: ExecutionContext) => requestOf(context).user,
);
