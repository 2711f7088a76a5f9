import { alertRuleFormPages } from './alert-rule-form-pages.ts';
import { alertsPage } from './alerts-page.ts';
import { auditPage } from './audit-page.ts';
import { channelFormPages } from './channel-form-pages.ts';
import { channelsPage } from './channels-page.ts';
import { credentialFormPages } from './credential-form-pages.ts';
import { credentialsPage } from './credentials-page.ts';
import { deliveriesPage } from './deliveries-page.ts';
import { guidesPage } from './guides-page.ts';
import { identitiesPage } from './identities-page.ts';
import { keysPage } from './keys-page.ts';
import { ownershipPage } from './ownership-page.ts';
import { scheduleFormPages } from './schedule-form-pages.ts';
import { schedulesPage } from './schedules-page.ts';
import { settingsPage } from './settings-page.ts';

/** What a team sets up once, beside the pages that it reads every day. */
export const SET_UP_PAGES = [
  ...[schedulesPage, scheduleFormPages, alertsPage, alertRuleFormPages],
  ...[channelsPage, channelFormPages, deliveriesPage],
  ...[credentialsPage, credentialFormPages, identitiesPage, ownershipPage],
  ...[keysPage, guidesPage, settingsPage, auditPage],
];
