import { createBreath, sifted } from '../http/breath.ts';
import type { Identity } from '../identities/identity.ts';
import { isRead, type Operation, type Spec } from '../openapi/operation.ts';
import { requestFor } from '../openapi/samples.ts';
import { harvestIdentifiers } from '../values/harvest.ts';
import { poolOf } from '../values/pool.ts';
import { callsModel } from './calls-model.ts';
import type { Inquiry } from './inquiry.ts';
import { TELLS_OF_MODELS } from './llm-endpoints.ts';
import { isRisky } from './risky-path.ts';

/** Lists that are read for a first look, and objects below them: the exploration asks for all of them. */
const LISTS_READ = 60;
const OBJECTS_READ = 12;

/** Answers of operations that need no value, then of those that the first ones gave values for. */
export async function readLists(
  inquiry: Inquiry,
  documented: readonly Operation[],
  spec: Spec | undefined,
  speaker: Identity | undefined,
): Promise<void> {
  const breathe = createBreath();
  const readable = await sifted(
    documented,
    (operation) => isRead(operation.method) && !isRisky(operation.path) && !callsModel(operation, spec),
    breathe,
  );
  const hasPathParameter = ({ parameters }: Operation) =>
    parameters.some((parameter) => parameter.in === 'path');
  const all = readable.filter((operation) => !hasPathParameter(operation));
  // What only discovery recognises comes first.
  const tellsOfModels = ({ path }: Operation) => TELLS_OF_MODELS.test(path);
  const lists = [...all.filter(tellsOfModels), ...all.filter((one) => !tellsOfModels(one))].slice(
    0,
    LISTS_READ,
  );
  const read = await Promise.all(
    lists.map((operation) => inquiry.ask(requestFor(operation, spec, {}), speaker)),
  );
  const answers = read.filter((answer) => answer !== undefined);
  await breathe();
  const pool = poolOf(await harvestIdentifiers(answers, documented));
  const objects = readable.filter((operation) => hasPathParameter(operation) && pool.canFill(operation));
  await Promise.all(
    objects
      .slice(0, OBJECTS_READ)
      .map((operation) =>
        inquiry.ask(requestFor(operation, spec, { values: pool.valuesFor(operation) }), speaker),
      ),
  );
}
