import { invalid } from '../openapi/parse-document.ts';
import { readCurl } from './curl.ts';
import { readHar } from './har.ts';
import { readPostman } from './postman.ts';
import { readRawRequests } from './raw-requests.ts';
import type { RecognisedRequests } from './recognise.ts';
import type { Recording } from './recorded-request.ts';

/** What the scan reads, for whoever gave something else. */
const UNDERSTOOD =
  'OpenAPI documents, Postman collections, HAR files, curl commands and raw requests are understood';

/**
 * The requests of a text that is no OpenAPI document.
 * @throws ScanError invalid-spec that says what the text is instead
 */
export function readRecording(
  uri: string,
  text: string,
  recognised: RecognisedRequests,
  environment: ReadonlyMap<string, string>,
): Recording {
  switch (recognised.kind) {
    case 'postman':
      return readPostman(recognised.root, environment);
    case 'har':
      return readHar(recognised.root);
    case 'curl':
      return readCurl(text);
    case 'raw-requests':
      return readRawRequests(text);
    // GraphQL operations have their own reader; this is where it takes over a schema that somebody gave.
    case 'sdl':
      throw invalid(
        uri,
        `is a GraphQL schema (SDL), which is not read as a file: name the GraphQL endpoint as the target; ${UNDERSTOOD}`,
      );
    case 'introspection':
      throw invalid(
        uri,
        `is a GraphQL schema (introspection), which is not read as a file: name the GraphQL endpoint as the target; ${UNDERSTOOD}`,
      );
    case 'other':
      throw invalid(uri, `is ${recognised.is}; ${UNDERSTOOD}`);
  }
}
