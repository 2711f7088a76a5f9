import { serveLab } from './app.ts';
import { demoApp, demoToken } from './demo/app.ts';

/** Serves the demo shop for a look by hand, until Ctrl-C. */
const lab = await serveLab(demoApp(), Number(process.env.PORT ?? 4010));
process.stdout.write(`The demo shop listens on ${lab.url}\nA customer's token: ${demoToken()}\n`);
