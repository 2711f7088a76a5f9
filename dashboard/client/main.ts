/** What the pages of the dashboard gain by script; all of them work without it. */
import { copyButtons } from './copy.ts';
import { lookAgain } from './look-again.ts';
import { sentOnce } from './sent-once.ts';
import { localTimes } from './times.ts';
import { watchScan } from './watch-scan.ts';

localTimes(document);
copyButtons(document);
lookAgain(document);
sentOnce();
watchScan(document);
for (const place of document.querySelectorAll('[data-origin]')) place.textContent = location.origin;
