import { looksLikeError } from '../../answers/answers.ts';
import { operationUrl } from '../../discovery/operations.ts';
import type { LlmEndpoint, Surface } from '../../discovery/surface.ts';
import type { HttpClient } from '../../http/client.ts';
import type { Exchange } from '../../http/exchange.ts';
import { header, json, succeeded, text } from '../../http/exchange.ts';
import type { ModelAnswer } from '../../material/llm-answers.ts';
import { readAnswer } from '../../material/llm-answers.ts';
import type { Manner, Turn } from '../../material/llm-dialects.ts';
import { headersOf, writePrompt } from '../../material/llm-dialects.ts';
import { withoutOwnWords } from '../../material/prompts-leaks.ts';
import { FIRST_WORDS, joined, task, user } from '../../material/prompts-task.ts';
import type { Operation } from '../../openapi/operation.ts';
import { requestFor } from '../../openapi/samples.ts';
import { learnManner } from './manner.ts';

/** Manners that are tried before an endpoint counts as deaf. */
const MAX_TRIES = 2;

/** An answer to a prompt. `own` is what the model said itself: our own words are taken out. */
export interface Said {
  readonly exchange: Exchange;
  readonly answer: ModelAnswer;
  readonly own: string;
}

/** An endpoint that answered an ordinary prompt. */
export interface Model {
  readonly endpoint: LlmEndpoint;
  readonly manner: Manner;
  /** The answer to the harmless task. */
  readonly first: Said;
  /** True where it did the task: only somebody who reads and writes can. */
  readonly works: boolean;
  /** Undefined where its form has no place for these turns, or no answer came. Each prompt is sent once in a scan. */
  ask(turns: readonly Turn[]): Promise<Said | undefined>;
  /** Why nothing can be said of prompts that got no answer; undefined where all were answered, or declined as such. */
  unanswered(): string | undefined;
  /** The bare exchange for a limit on the answer's length. */
  askWithLimit(turns: readonly Turn[], maxTokens: number | string): Promise<Exchange | undefined>;
}

/** Asks the harmless task in each manner that the endpoint may want; a sentence where none is answered. */
export async function openModel(
  http: HttpClient,
  surface: Surface,
  endpoint: LlmEndpoint,
): Promise<Model | string> {
  const { pathname } = new URL(endpoint.url);
  const operation = operationOf(surface, endpoint);
  let manner = await learnManner(http, surface, endpoint, operation);
  if (typeof manner === 'string') return manner;
  const turns = [user(task(FIRST_WORDS))];
  for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
    const send = sender(http, surface, endpoint, operation, manner);
    const exchange = await send(turns);
    if (!exchange) return `${pathname} accepts no plain prompt`;
    const first = heard(exchange, turns, surface);
    if (first) {
      if (isEcho(first, turns)) return `${pathname} repeats its input: not a language model`;
      const tally = new Tally(pathname);
      return {
        endpoint,
        manner,
        first,
        works: joined(FIRST_WORDS)(first.own),
        async ask(said) {
          const answered = await send(said);
          const spoken = answered && heard(answered, said, surface);
          if (answered) tally.count(answered, spoken !== undefined);
          return spoken;
        },
        unanswered: () => tally.sentence(),
        async askWithLimit(said, maxTokens) {
          const answered = await send(said, maxTokens);
          if (answered) tally.count(answered, succeeded(answered));
          return answered;
        },
      };
    }
    const { status } = exchange.response;
    const complaint = text(exchange.response);
    const fussy = status === 400 && /max_tokens|max_completion_tokens|temperature/.test(complaint);
    if (!fussy || manner.reasoning)
      return `${pathname} returns ${status} without a completion to an ordinary prompt`;
    manner = { ...manner, reasoning: true };
  }
  return `${pathname} returns no response to an ordinary prompt`;
}

/** Statuses by which a service, or a guard before it, declines the very prompt that it was sent. */
const DECLINES_PROMPT = new Set([400, 413, 422]);

/** Prompts of one rule to one model, and which of them nothing came of. */
class Tally {
  readonly #pathname: string;
  readonly #statuses: number[] = [];
  #asked = 0;

  constructor(pathname: string) {
    this.#pathname = pathname;
  }

  count({ response }: Exchange, spoken: boolean): void {
    this.#asked += 1;
    if (!spoken && !DECLINES_PROMPT.has(response.status)) this.#statuses.push(response.status);
  }

  sentence(): string | undefined {
    if (this.#statuses.length === 0) return undefined;
    const answered = [...new Set(this.#statuses)].sort((a, b) => a - b).join(', ');
    return `${this.#pathname} returned no completion for ${this.#statuses.length} of ${this.#asked} prompts (${answered})`;
  }
}

type Send = (turns: readonly Turn[], maxTokens?: number | string) => Promise<Exchange | undefined>;

function sender(
  http: HttpClient,
  surface: Surface,
  endpoint: LlmEndpoint,
  operation: Operation | undefined,
  manner: Manner,
): Send {
  return async (turns, maxTokens) => {
    const body = writePrompt(manner, turns, maxTokens);
    if (!body) return undefined;
    // A documented operation may ask for headers; its URL stays as it is, or the prompt would not be allowed to leave.
    const described = operation ? requestFor(operation, surface.spec, { overrides: { body } }) : undefined;
    const fixed = new Set(headersOf(manner).map(([name]) => name.toLowerCase()));
    const extra = (described?.headers ?? []).filter(([name]) => !fixed.has(name.toLowerCase()));
    return http.once({
      method: 'POST',
      url: endpoint.url,
      headers: [...headersOf(manner), ...extra],
      body: JSON.stringify(body),
    });
  };
}

/** The answer in an exchange; undefined for errors, refusals of the asker, pages for unknown paths, and silence. */
function heard(exchange: Exchange, turns: readonly Turn[], surface: Surface): Said | undefined {
  if (!succeeded(exchange) || surface.absent.matches(exchange)) return undefined;
  const { response } = exchange;
  const answer = readAnswer(
    json(response),
    /html/.test(header(response.headers, 'content-type') ?? '') ? bodyOfPage(text(response)) : text(response),
  );
  if (!answer || (!answer.known && looksLikeError(exchange))) return undefined;
  return {
    exchange,
    answer,
    own: withoutOwnWords(
      answer.text,
      turns.map((turn) => turn.text),
    ),
  };
}

/** A whole page is a site, not an answer; a fragment may be what a chat window shows. */
function bodyOfPage(source: string): string {
  return /<html|<!doctype/i.test(source) ? '' : source;
}

/** Nothing, or next to nothing, remains without our own words. */
function isEcho({ own, answer }: Said, turns: readonly Turn[]): boolean {
  const sent = turns.map((turn) => turn.text).join(' ');
  if (joined(FIRST_WORDS)(own)) return false;
  return answer.text.includes(sent) && own.replace(/[^\p{L}]/gu, '').length < sent.length / 4;
}

/** The documented operation of an endpoint. */
export function operationOf({ operations }: Surface, { url }: LlmEndpoint): Operation | undefined {
  return operations.find((operation) => operation.method === 'POST' && operationUrl(operation) === url);
}
