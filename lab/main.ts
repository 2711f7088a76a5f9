import { serveLab } from './app.ts';
import { demoApp, demoToken } from './demo/app.ts';
import { shopOf } from './shop/shop.ts';

/** Serves the demo, or a shop as `SHOP` says, for a look by hand, until Ctrl-C. */
const shop = shopOf(process.env.SHOP);
const lab = await serveLab(shop ?? demoApp(), Number(process.env.PORT ?? 4010));
const token = shop?.tokenOf('Ada') ?? demoToken();
process.stdout.write(`The ${shop ? 'shop' : 'demo'} listens on ${lab.url}\nA customer's token: ${token}\n`);
