import type { HttpClient, RequestSpec } from '../../http/client.ts';
import type { Exchange } from '../../http/exchange.ts';

/** Seconds asked for, in an order that no drift, cache or slow spell follows. */
const SEQUENCE = [0, 1, 0, 0, 2, 0];
/** What an answer may take beside the delay. Above this nothing can be told apart. */
const SLACK_MS = 900;

export interface DelayProof {
  readonly slow: Exchange;
  readonly quick: Exchange;
}

/** Proves that a delay was carried out: the time of every answer is the one that was asked for, seven times in a row. */
export async function delayProof(
  http: HttpClient,
  request: (seconds: number) => RequestSpec,
): Promise<DelayProof | undefined> {
  const obeyed = async (seconds: number) => {
    const exchange = await http.attempt(request(seconds));
    if (exchange instanceof Error) return undefined;
    const beyond = exchange.response.headMs - seconds * 1_000;
    return beyond > -20 && beyond < SLACK_MS ? exchange : undefined;
  };
  if (!(await obeyed(1))) return undefined;
  let proof: Partial<DelayProof> = {};
  for (const seconds of SEQUENCE) {
    const exchange = await obeyed(seconds);
    if (!exchange) return undefined;
    proof = seconds === 0 ? { ...proof, quick: exchange } : { ...proof, slow: exchange };
  }
  const { slow, quick } = proof;
  return slow && quick ? { slow, quick } : undefined;
}
