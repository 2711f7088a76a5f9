import { removeObject } from '../checks/made-object.ts';
import { makeUpload, takenFile, uploadFile } from '../checks/made-upload.ts';
import type { HttpClient } from '../http/client.ts';
import { createTurns } from '../http/in-turn.ts';
import { TransportFailure } from '../http/transport-failure.ts';
import { isNode, type Node } from '../openapi/node.ts';
import { propertiesOf } from '../openapi/properties-of.ts';
import { sampleFor } from '../openapi/sample-value.ts';
import { requestFor } from '../openapi/samples.ts';
import { membersIn, oddMembers } from './body-members.ts';
import type { WritableBody } from './body-slots.ts';
import { hasLeft, listening } from './making-client.ts';
import type { Known } from './place.ts';
import { type Upload, uploadsOf } from './uploads.ts';
import { writingClient } from './writing-client.ts';

/** Texts beside files in multipart forms: each value uploads an ordinary file, which is known by its own name. */
export function uploadTexts(known: Known): WritableBody[] {
  return uploadsOf(known.surface)
    .filter(({ texts }) => texts.length > 0)
    .map((upload) => textsOf(known, upload));
}

function textsOf(known: Known, upload: Upload): WritableBody {
  const { operation, content, texts } = upload;
  const { spec } = known.surface;
  const sample = sampleFor(spec, content.schema, { example: content.example }).value;
  const properties = propertiesOf(content.schema, spec);
  const ordinary = Object.fromEntries(
    texts.map((name) => [name, isNode(sample) && typeof sample[name] === 'string' ? sample[name] : 'sample']),
  );
  const { url } = requestFor(operation, spec);
  const headers: [string, string][] = [['Content-Type', 'multipart/form-data']];
  return {
    operation,
    effect: 'makes',
    ordinary,
    members: membersIn(ordinary, { type: 'object', properties }, spec),
    // Stands for the form, which is written with a fresh file each time.
    request: (body) => ({ method: operation.method, url, headers, body: JSON.stringify(body) }),
    client: clientFor(known, upload, ordinary),
  };
}

function clientFor(known: Known, upload: Upload, ordinary: Node): HttpClient {
  const { operation } = upload;
  const inTurn = createTurns();
  return writingClient(known.http, (asked) =>
    inTurn(operation.id, async () => {
      if (hasLeft(known, operation)) throw unsent(`what ${operation.id} makes could not be removed`);
      const { http, answers } = listening(known.http);
      const context = { ...known, http };
      if (!takenFile(upload)) {
        const first = await makeUpload(known, upload);
        if (first) await removeObject(known, first);
      }
      const file = takenFile(upload);
      if (!file) throw unsent(`${operation.id} takes no ordinary file`);
      const texts = { ...ordinary, ...oddMembers(asked.body, ordinary) };
      const made = await uploadFile(context, upload, file, texts);
      if (made) await removeObject(context, made);
      const [answer] = answers;
      if (!answer) throw unsent(`no file was uploaded with ${operation.id}`);
      return answer;
    }),
  );
}

const unsent = (why: string) => new TransportFailure('unsafe-method', why);
