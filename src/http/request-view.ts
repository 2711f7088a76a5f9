import type { HttpRequest, HttpResponse } from './exchange.ts';

/** Lets rules ask for something under an address of its own that goes over the wire in another form. */
export interface RequestView {
  /** What is sent instead; undefined where the request is sent as it stands. */
  wireOf(request: HttpRequest): HttpRequest | undefined;
  /** What is sent once more, where a part of what was asked for kept the rest back. */
  rest(request: HttpRequest, response: HttpResponse): HttpRequest | undefined;
  /** The answer as one to the request that was asked for. */
  read(request: HttpRequest, response: HttpResponse): HttpResponse;
}
