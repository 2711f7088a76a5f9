import { account } from './account.ts';
import { addresses } from './addresses.ts';
import { admin } from './admin.ts';
import type { Area, Switch } from './area.ts';
import { carts } from './carts.ts';
import { graph } from './graph.ts';
import { invoices } from './invoices.ts';
import { orders } from './orders.ts';
import { pages } from './pages.ts';
import { products } from './products.ts';
import { reports } from './reports.ts';
import { reset } from './reset.ts';
import { reviews } from './reviews.ts';
import { signIn } from './sign-in.ts';
import { teams } from './teams.ts';
import { tickets } from './tickets.ts';
import { uploads } from './uploads.ts';
import { wallet } from './wallet.ts';
import { webhooks } from './webhooks.ts';

/** The areas of the shop, by name. */
export const AREAS: Readonly<Record<string, Area>> = {
  'sign-in': signIn,
  account,
  reset,
  products,
  carts,
  orders,
  invoices,
  addresses,
  reviews,
  wallet,
  uploads,
  tickets,
  webhooks,
  teams,
  reports,
  pages,
  admin,
  graph,
};

/** Every flaw that the shop can be given. */
export const SWITCHES: readonly Switch[] = Object.values(AREAS).flatMap(({ switches }) => switches);
