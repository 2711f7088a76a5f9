/** Flags whose value is a secret, or holds one behind a name. */
const FLAG =
  /^(?:-H|--(?:header|bearer|basic|api-key|cookie|passphrase|other|foreign-token|jwt-secret))(?:=([\s\S]*))?$/;

/** The user's secrets on the command line, before it is known whether it can be understood: for what is said of it. */
export function typedSecrets(argv: readonly string[], env: NodeJS.ProcessEnv): string[] {
  return argv.flatMap((word, at) => {
    const found = FLAG.exec(word);
    const value = found && (found[1] ?? argv[at + 1]);
    return value ? secretsIn(value, env) : [];
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
