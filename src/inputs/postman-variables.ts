import { listMember, member, textMember } from '../openapi/node.ts';

/** Values of variables with such names belong in no report. */
const SECRET = /token|secret|passw|pwd|api-?_?key|auth|credential|session|jwt|bearer/i;

/** Variables of a collection or a folder, those that are not switched off. */
export function variablesOf(holder: unknown): ReadonlyMap<string, string> {
  return readAll(listMember(holder, 'variable'));
}

/** Variables of an environment or of the globals, which Postman keeps in files of their own. */
export function environmentVariables(root: unknown): ReadonlyMap<string, string> {
  return readAll(listMember(root, 'values').filter((one) => member(one, 'enabled') !== false));
}

/** Values of variables that are secret by their type or name. */
export function secretVariables(holder: unknown): readonly string[] {
  const all = [...listMember(holder, 'variable'), ...listMember(holder, 'values')];
  return all.flatMap((one) => {
    const value = textMember(one, 'value') ?? '';
    const isSecret = textMember(one, 'type') === 'secret' || SECRET.test(textMember(one, 'key') ?? '');
    return isSecret && value !== '' && !value.includes('{{') ? [value] : [];
  });
}

function readAll(list: readonly unknown[]): ReadonlyMap<string, string> {
  return new Map(
    list.flatMap((one): [string, string][] => {
      const name = textMember(one, 'key') ?? textMember(one, 'id');
      const value = member(one, 'value');
      const isPlain = ['string', 'number', 'boolean'].includes(typeof value);
      return name === undefined || !isPlain || member(one, 'disabled') === true
        ? []
        : [[name, String(value)]];
    }),
  );
}
