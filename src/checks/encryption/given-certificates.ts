import { accepts } from '../answers.ts';
import type { Detection, ProbeContext, Untested } from '../rule.ts';
import { doors, holders, isClosed, NO_DOOR } from './client-certificates.ts';

/** What must not open anything, and how to say it. */
export interface Unfit {
  readonly untested: string;
  /** Why this certificate must be refused, as the end of "a certificate that …"; undefined when it is fit. */
  reason(pem: string): string | undefined;
}

/**
 * Only the owner's authority can make these, so they must be given as identities: a certificate that is unfit and
 * opens what stays closed without one.
 */
export async function* unfitAccepted(
  context: ProbeContext,
  { untested, reason }: Unfit,
): AsyncGenerator<Detection, Untested | undefined> {
  const unfit = holders(context.surface).flatMap((holder) => {
    const why = reason(holder.tls.cert);
    return why === undefined ? [] : [{ holder, why }];
  });
  if (unfit.length === 0) return { untested };
  let tried = false;
  for (const { holder, why } of unfit) {
    for (const { request, opened, closed } of await doors(context, holder)) {
      if (!isClosed(closed)) continue;
      tried = true;
      if (!accepts(opened, context.surface)) continue;
      yield {
        url: request.url,
        confidence: 'confirmed',
        saw: `A certificate that ${why} gets ${opened.response.status}; without one the service refuses.`,
        proof: [{ exchange: opened, note: `spoken by ${holder.name}, whose certificate ${why}` }],
        control:
          closed instanceof Error
            ? { fact: `without a certificate there is no answer: ${closed.message}` }
            : { exchange: closed, note: 'without a certificate' },
      };
    }
  }
  // Refused everywhere, with others let in somewhere, is the proof that it works.
  const othersEnter = async () => {
    for (const holder of holders(context.surface)) {
      if (unfit.some((other) => other.holder === holder)) continue;
      if ((await doors(context, holder)).some(({ closed }) => isClosed(closed))) return true;
    }
    return false;
  };
  return tried || (await othersEnter()) ? undefined : { untested: NO_DOOR };
}
