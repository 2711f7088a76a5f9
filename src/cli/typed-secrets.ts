/** Flags whose value is a secret, or holds one behind a name. */
const FLAG =
  /^(-H|--(?:header|bearer|basic|api-key|cookie|passphrase|other|metrics-header|foreign-token|jwt-secret|login|oauth))(?:=([\s\S]*))?$/;
const LOGIN = /^(?:--)?(?:login|oauth)(?:=|$)/;

/** The user's secrets on the command line, before it is known whether it can be understood: for what is said of it. */
export function typedSecrets(argv: readonly string[], env: NodeJS.ProcessEnv): string[] {
  return argv.flatMap((word, at) => {
    const found = FLAG.exec(word);
    const value = found && (found[2] ?? argv[at + 1]);
    if (!value) return [];
    const isLogin = LOGIN.test(found[1] ?? '') || LOGIN.test(value);
    return isLogin ? loginValues(value, env) : secretsIn(value, env);
  });
}

/** `env:NAME` is read; of `name=value`, `name: value` and `user:password` what follows the name counts too. */
function secretsIn(value: string, env: NodeJS.ProcessEnv): string[] {
  const variable = /(?:^|[=:]\s*)env:(\w+)$/.exec(value)?.[1];
  if (variable !== undefined) return [env[variable] ?? ''].filter(Boolean);
  const parts = [...value.matchAll(/[=:]\s*(?:(?:bearer|basic|token)\s+)?/gi)].map(({ 0: mark, index }) =>
    value.slice(index + mark.length),
  );
  return [value, ...parts].filter((part) => part !== '');
}

const SECRET_MEMBER =
  /"?(?<![\w.-])((?=[\w.-]*(?:pass|pwd|secret|token|otp|pin|code|key))[\w.-]+)"?\s{0,9}[=:]\s{0,9}(?:"((?:[^"\\]|\\.)*)"|([^\s&"]+))/gi;

/** Of a login only members that say how somebody proves who he is: his name stands in many a sentence. */
function loginValues(written: string, env: NodeJS.ProcessEnv): string[] {
  const variables = [...written.matchAll(/env:(\w+)/g)].map(([, name = '']) => env[name] ?? '');
  const members = [...written.matchAll(SECRET_MEMBER)].flatMap(([, name = '', quoted, plain]) =>
    /url/i.test(name) ? [] : [quoted ?? plain ?? ''],
  );
  return [...variables, ...members].filter((value) => value !== '' && !value.startsWith('env:'));
}
