import { percentDecoded } from '../http/foreign-text.ts';
import { TransportFailure } from '../http/transport-failure.ts';
import { once } from '../making/once.ts';
import type { BodyContent, Operation } from '../openapi/operation.ts';
import { requestFor } from '../openapi/samples.ts';
import { isXml } from '../openapi/serialise-body.ts';
import { scalar } from '../openapi/serialise-parameter.ts';
import { askingClient, factsOfAsking, withBody } from './asking-client.ts';
import { askingPosts, notAnAnswer } from './asking-posts.ts';
import { leadingNowhere } from './body-slots.ts';
import { ordinaryOf } from './operations.ts';
import type { ParameterSlot } from './parameters.ts';
import type { Known, PlaceKind } from './place.ts';
import { withXmlText, type XmlText, xmlTexts } from './xml-texts.ts';

/** Elements of XML by which an operation is asked something: references to external entities stand in no attribute. */
export const xmlElements: PlaceKind<ParameterSlot> = {
  one: 'element of XML that asks for something',
  many: 'elements of XML that ask for something',
  find: async (known) => {
    const slots = await Promise.all(
      askingPosts(known.surface).map(async (operation) => {
        const content = operation.bodies.find(({ mediaType }) => isXml(mediaType));
        return content ? askedXml(known, operation, content) : [];
      }),
    );
    return slots.flat().filter(({ name }) => !name.includes('@'));
  },
  key: ({ operation, name }) => `${operation.id} ${name}`,
  operationOf: ({ operation }) => operation,
  clientFor: ({ body }) => body?.client,
};

/** Elements and attributes of the document by which an operation is asked something: SOAP and XML-RPC are such, too. */
export async function askedXml(
  known: Known,
  operation: Operation,
  { mediaType }: BodyContent,
): Promise<ParameterSlot[]> {
  const { http, journal, surface } = known;
  const frame = requestFor(operation, surface.spec, {
    ...ordinaryOf(surface, operation),
    overrides: { mediaType },
  });
  const document = String(leadingNowhere(String(frame.body ?? '')));
  const request = (body: string) => withBody(frame, { contentType: mediaType, body });
  const key = `asked ${operation.id} ${mediaType} ${http.identity.name}`;
  const refusal = await once(journal, key, async () => {
    const { answer } = await journal.write(http, factsOfAsking(operation), request(document));
    if (answer instanceof TransportFailure) return answer.message;
    return notAnAnswer(operation, answer);
  });
  const client = askingClient(known, operation, refusal);
  return xmlTexts(document).map(
    (text): ParameterSlot => slotAt(text, { operation, document, request, client }),
  );
}

interface Asked {
  readonly operation: Operation;
  readonly document: string;
  readonly request: (body: string) => ReturnType<typeof withBody>;
  readonly client: ReturnType<typeof askingClient>;
}

function slotAt(text: XmlText, { operation, document, request, client }: Asked): ParameterSlot {
  const { name, value } = text;
  const withAny = (odd: unknown) => request(withXmlText(document, text, scalar(odd)));
  return {
    operation,
    name,
    where: 'body',
    ordinary: value,
    plain: request(document),
    with: withAny,
    withRaw: (raw) => withAny(percentDecoded(raw)),
    body: {
      effect: 'reads',
      client,
      withAny,
      isJson: false,
      isNumber: /^-?\d{1,15}$/.test(value),
      member: { name, path: [name.split(/[/@]+/).at(-1) ?? name], ordinary: value, schema: undefined },
    },
  };
}
