import { readBack } from '../../journal/own-thing.ts';
import { changedMembers, changeInWords } from '../../making/state-of.ts';
import { ordinaryFiles, type SentFile } from '../../material/files.ts';
import { ownUser } from '../../places/own-body-slots.ts';
import { type SizedUpload, sizedUploads } from '../../places/sized-uploads.ts';
import type { Upload } from '../../places/uploads.ts';
import { removeObject } from '../made-object.ts';
import { hasLostUpload, type MadeUpload, makeUpload, takenFile, uploadFile } from '../made-upload.ts';
import { confirmed, defineRule, type ProbeContext, untested, type Verdict } from '../rule.ts';
import { withUpload } from '../upload-below.ts';

/** One step after the other, until one is refused; what is larger would be a burden. */
const STEPS_KB = [64, 256, 1_024] as const;
const BYTES_PER_KB = 1_024;

export const unlimitedUploadSize = defineRule({
  id: 'unlimited-upload-size',
  title: 'No upload size limit found up to 1 MB',
  aliases: ['file upload', 'upload size', 'DoS', '413'],
  severity: 'info',
  cwe: [770, 400],
  cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:L/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N',
  description:
    'A few clients may fill disk and memory if there is no limit on uploads. A file of 1 MB was accepted, and the scan sends none larger; a limit of a few megabytes is fine.',
  remediation:
    'Limit the size of a request at the proxy and of a file in the framework (client_max_body_size, limits.fileSize, MultipartConfig), as small as possible, and return 413 above it.',
  needs: ['active'],
  places: sizedUploads,
  oneByOne: true,
  judge: (upload, context) =>
    upload.replaces ? ownPicture(upload, context) : withUpload(upload, context, judgeSteps),
});

async function judgeSteps(upload: Upload, context: ProbeContext): Promise<Verdict> {
  const first = await makeUpload(context, upload);
  const file = takenFile(upload);
  if (!first || !file) return untested(`${upload.operation.id} accepts no ordinary file`);
  await removeObject(context, first);
  let largest: MadeUpload | undefined;
  for (const kb of STEPS_KB) {
    const made = await uploadFile(context, upload, padded(file, kb));
    if (!made) return hasLostUpload(context.journal, upload.operation) ? untested(LOST) : 'clean';
    await removeObject(context, made);
    largest = made;
  }
  if (!largest) return 'clean';
  const steps = STEPS_KB.map((kb) => `${kb} kB`).join(', ');
  return {
    ...confirmed(
      `Files of ${steps} were accepted one after the other: the limit, if any, is higher.`,
      [largest.created, `a file of ${STEPS_KB.at(-1)} kB was accepted`],
      [first.created, 'a file of a few bytes, accepted the same way'],
    ),
    operation: upload.operation,
  };
}

const LOST = 'a file that was accepted could not be found again, so no larger one was sent';

/** The same file with bytes behind its end, which readers of most types pass over. */
function padded(file: SentFile, kb: number): SentFile {
  return { ...file, content: file.content.padEnd(kb * BYTES_PER_KB, 'x') };
}

/** What replaces the picture of an account of the scan's own stays with it: one file is sent, as large as any would be. */
async function ownPicture(upload: SizedUpload, context: ProbeContext): Promise<Verdict> {
  const { surface, http } = context;
  const own = ownUser(surface);
  const owner = surface.identities.find(({ account }) => own && account?.user === own.user);
  if (!own || !owner) return untested('the scan could not register a test user');
  const asOwner = { ...context, http: http.as(owner) };
  const self = own.places.find((place) => 'self' in place && place.self.reads) ?? own.places[0];
  const record = async () => self && readBack(asOwner.http, self, own.entry, own.recipe);
  const before = await record();
  const largest = STEPS_KB.at(-1) ?? 0;
  for (const file of ordinaryFiles(upload.type ?? 'image/png')) {
    const made = await uploadFile(asOwner, upload, padded(file, largest));
    if (!made) continue;
    const after = await record();
    const shown = before && after && changedMembers(before.record, before.record, after.record)[0];
    const seen = {
      operation: upload.operation,
      evidenceSummary: `A file of ${largest} kB was accepted: the limit, if any, is higher.`,
    };
    const proof = { exchange: made.created, note: `a file of ${largest} kB was accepted` } as const;
    return shown
      ? {
          ...seen,
          confidence: 'confirmed',
          proof: [proof, { exchange: after.exchange, note: changeInWords(shown) }],
          control: { exchange: before.exchange, note: 'the account before' },
        }
      : { ...seen, confidence: 'likely', proof: [proof] };
  }
  return untested(`no ordinary file of ${largest} kB was accepted`);
}
