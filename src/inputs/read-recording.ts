import { invalid } from '../openapi/parse-document.ts';
import { readCurl } from './curl.ts';
import { readHar } from './har.ts';
import { readPostman } from './postman.ts';
import { readRawRequests } from './raw-requests.ts';
import type { RecognisedRequests } from './recognise.ts';
import type { Recording } from './recorded-request.ts';

/** What the scan reads, for whoever gave something else. */
const UNDERSTOOD =
  'OpenAPI documents, GraphQL schemas, Postman collections, HAR files, curl commands and raw requests are understood';

/**
 * The requests of a text that is no OpenAPI document.
 * @throws ScanError invalid-spec that says what the text is instead, or that it holds none
 */
export function readRecording(
  uri: string,
  text: string,
  recognised: RecognisedRequests,
  environment: ReadonlyMap<string, string>,
): Recording {
  const recording = requestsOf(uri, text, recognised, environment);
  if (recording.requests.length === 0 && recording.leftOut.size === 0)
    throw invalid(uri, `is a ${recording.what} without a request`);
  return recording;
}

function requestsOf(
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
    case 'other':
      throw invalid(uri, `is ${recognised.is}; ${UNDERSTOOD}`);
  }
}
