import { boundTo } from '../making/bound.ts';
import type { Upload } from '../places/uploads.ts';
import type { UploadBelow } from '../places/uploads-below.ts';
import { pathTo, sharedObject } from './made-object.ts';
import { type ProbeContext, untested, type Verdict } from './rule.ts';

/** Judges an upload, below something that the scan made first where it has to stand below something. */
export async function withUpload(
  place: UploadBelow,
  context: ProbeContext,
  judge: (upload: Upload, context: ProbeContext) => Promise<Verdict>,
): Promise<Verdict> {
  const { parent, operation } = place;
  if (!parent) return judge(place, context);
  const made = await sharedObject(context, parent);
  const values = made && pathTo(made, context.surface, operation);
  if (!values) return untested('the object that the file belongs to could not be created');
  const bound = boundTo(context.surface, operation, values);
  return judge({ ...place, operation: bound.operation }, { ...context, surface: bound.surface });
}
