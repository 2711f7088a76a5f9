import type { Received, Receiver } from './receiver.ts';

export interface Issue {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly labels: readonly string[];
  state: 'open' | 'closed';
  readonly comments: string[];
}

/** What GitHub says to those who write issues of one repository. */
export function actAsGithub(
  receiver: Receiver,
  token: string,
): { readonly issues: Issue[]; failNext(): void } {
  const issues: Issue[] = [];
  let isFailing = false;
  const answer = (status: number, said: unknown) => ({
    status,
    headers: { 'content-type': 'application/json' },
    // Far longer than what the log keeps.
    body: JSON.stringify(Array.isArray(said) ? said : { padding: 'x'.repeat(3_000), ...(said as object) }),
  });
  receiver.behave(({ method, path, headers, body }: Received) => {
    if (headers.authorization !== `Bearer ${token}`) return answer(401, { message: 'Bad credentials' });
    const given = body === '' ? {} : JSON.parse(body);
    const [, number, comments] = /^\/repos\/team\/shop\/issues\/(\d+)(\/comments)?$/.exec(path) ?? [];
    const issue = issues.find((one) => `${one.number}` === number);
    if (path === '/repos/team/shop') return answer(200, { name: 'shop' });
    if (issue && comments && method === 'POST') {
      issue.comments.push(given.body);
      return answer(201, { id: 1 });
    }
    if (issue && method === 'PATCH') {
      issue.state = given.state;
      return answer(200, issue);
    }
    if (path === '/repos/team/shop/issues' && method === 'POST') {
      const made: Issue = { number: issues.length + 1, state: 'open', comments: [], ...given };
      issues.push(made);
      // It was made, and nobody heard of it.
      if (isFailing) {
        isFailing = false;
        return answer(502, { message: 'Bad gateway' });
      }
      return answer(201, made);
    }
    if (path.startsWith('/repos/team/shop/issues?') && method === 'GET') return answer(200, issues);
    return answer(404, { message: 'Not Found' });
  });
  return {
    issues,
    failNext() {
      isFailing = true;
    },
  };
}
