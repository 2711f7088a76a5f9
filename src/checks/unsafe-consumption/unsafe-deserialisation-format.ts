import { defineSpecRule } from '../../openapi/spec-rules/observation.ts';
import { documentRule } from '../document-rule.ts';

/** Formats that can name classes to be made or programs to be run while they are read. */
const UNSAFE: readonly (readonly [type: RegExp, what: string])[] = [
  [/^application\/x-java-serialized-object/, 'Java serialisation'],
  [/^application\/(?:vnd\.)?(?:x-)?php-serialized|^application\/vnd\.php\.serialized/, 'PHP serialisation'],
  [/^application\/(?:x-)?(?:python-)?pickle/, 'Python pickle'],
  [/^application\/(?:x-)?(?:ruby-)?marshal/, 'Ruby Marshal'],
  [/^application\/(?:x-)?(?:ms-)?(?:soap\+)?nrbf|^application\/x-binaryformatter/, '.NET BinaryFormatter'],
  [/^(?:application|text)\/(?:x-|vnd\.)?yaml/, 'YAML'],
];

export const unsafeDeserialisationFormat = documentRule(
  defineSpecRule({
    id: 'unsafe-deserialisation-format',
    severity: 'medium',
    title: 'Insecure deserialization format accepted',
    aliases: ['insecure deserialization', 'pickle', 'Java serialization', 'YAML', 'RCE'],
    description:
      'A message can run code on the server. Parsers of this format create objects that the message names, unless they are restricted to plain data.',
    remediation:
      'Use JSON. Where the format is needed, parse it in safe mode (plain data only) and validate it against a schema first.',
    cwe: [502],
    *observe(spec) {
      for (const operation of spec.operations) {
        for (const { mediaType, pointer = operation.pointer } of operation.bodies) {
          const hit = UNSAFE.find(([type]) => type.test(mediaType.toLowerCase()));
          if (!hit || pointer === undefined) continue;
          yield {
            pointer,
            operationId: operation.id,
            // Most YAML readers of today are safe unless told otherwise.
            severity: hit[1] === 'YAML' ? 'low' : 'medium',
            evidenceSummary: `${operation.id} accepts ${mediaType} (${hit[1]}).`,
          };
        }
      }
    },
  }),
  {
    cvss: 'CVSS:4.0/AV:N/AC:H/AT:P/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N',
    severityReason:
      'The format is from the API document only; whether the parser creates objects was not tested.',
    weigh: async () => ({ confidence: 'tentative' }),
  },
);
