import type { Operation, Spec } from '../openapi/operation.ts';
import { propertiesOf } from '../openapi/properties-of.ts';

/** Where language, image and speech models take their work, in the paths of the usual services and their many copies. */
const MODEL_PLACE =
  /\/(?:chat|completions?|embed(?:dings?)?|rerank(?:ing)?|generat(?:e|ions?)|image[-_]?generations?|images\/(?:edits|variations)|audio\/translations|speech|tts|text[-_]to[-_](?:speech|image|video|audio)|speech[-_]to[-_]text|transcriptions?|transcribe|fine[-_]?tun(?:es?|ing)(?:\/jobs)?|batches|predict(?:ions?)?|infer(?:ence)?|invoke|summari[sz]e|ask[-_]?(?:ai|llm|bot)|assistants?|(?:ai|llm|gpt|rag)\/[\w-]+|v\d+\/(?:messages|responses))\/?$/i;
/** Of assistants; what people write to one another stands in threads too, and has a subject or somebody whom it is for. */
const THREAD_PLACE = /\/(?:threads|runs)\/?$/i;
const MODEL_CALL =
  /:(?:generateContent|streamGenerateContent|predict|embedContent|batchEmbedContents|rawPredict)$/;
const PROMPT = /^(?:prompts?|messages|system_?prompt|instructions?)$/i;
const SETTING = /^(?:model|temperature|top_p|max_?(?:new_|output_|completion_)?tokens|stream|voice|n|size)$/i;

/**
 * True for operations that by their path and body have a model work, which costs money at each call. A path alone is
 * enough where its words mean nothing else; `/chat` and `/batches` need a member that only a model is given.
 */
export function callsModel({ method, path, bodies, parameters }: Operation, spec: Spec | undefined): boolean {
  const names = new Set([
    ...bodies.flatMap(({ schema }) => Object.keys(propertiesOf(schema, spec))),
    ...parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name),
  ]);
  const has = (wanted: RegExp) => [...names].some((name) => wanted.test(name));
  const isThread = THREAD_PLACE.test(path) && !has(/^(?:to|subject|recipients?|title|topic)$/i);
  const isPlace = MODEL_PLACE.test(path) || MODEL_CALL.test(path) || isThread;
  if (method === 'GET') return has(/^(?:prompt|messages|system_?prompt)$/i);
  if (has(PROMPT) && (has(SETTING) || isPlace)) return true;
  if (has(/^model$/i) && has(/^(?:input|text|query|texts|inputs|documents)$/i)) return true;
  return (
    MODEL_CALL.test(path) ||
    SURE_PLACE.test(path) ||
    (isPlace &&
      (names.size === 0 ||
        has(SETTING) ||
        has(/^(?:inputs?|instances|question|message|texts?|query|documents)$/i)))
  );
}

/** Nothing else is called so. */
const SURE_PLACE =
  /\/(?:completions|embeddings|images\/(?:generations|edits|variations)|audio\/(?:speech|transcriptions|translations)|fine[-_]?tuning\/jobs|v\d+\/(?:messages|responses)\/?(?:batches)?|v1\/batches)\/?$/i;
