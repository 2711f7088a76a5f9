interface Route {
  readonly method: string;
  readonly path: string;
}

/** Methods that a path knows, for a request that came with another one. Middleware is for all methods, and counts for none. */
export function allowedMethods(routes: readonly Route[], path: string): string[] {
  const segments = path.split('/');
  const fitting = routes.filter(
    ({ method, path: pattern }) => method !== 'ALL' && fits(pattern.split('/'), segments),
  );
  // A path that has a name of its own is no id of the list that it stands below.
  const named = fitting.filter(({ path: pattern }) => pattern === path);
  const methods = (named.length > 0 ? named : fitting).map(({ method }) => method);
  return [...new Set(methods.includes('GET') ? [...methods, 'HEAD'] : methods)];
}

function fits(pattern: readonly string[], segments: readonly string[]): boolean {
  return (
    pattern.length === segments.length &&
    pattern.every((part, at) => (part.startsWith(':') ? segments[at] !== '' : part === segments[at]))
  );
}
