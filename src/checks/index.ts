import { authentication } from './authentication/index.ts';
import { bfla } from './bfla/index.ts';
import { bola } from './bola/index.ts';
import { dataExposure } from './data-exposure/index.ts';
import { encryption } from './encryption/index.ts';
import { inputValidation } from './input-validation/index.ts';
import { inventoryManagement } from './inventory-management/index.ts';
import { llmSecurity } from './llm-security/index.ts';
import { propertyAuthorization } from './property-authorization/index.ts';
import { rateLimiting } from './rate-limiting/index.ts';
import { resourceRetention } from './resource-retention.ts';
import type { Check } from './rule.ts';
import { ssrf } from './ssrf/index.ts';
import { unsafeConsumption } from './unsafe-consumption/index.ts';

/** The twelve checks, in the order in which reports list them. */
export const CHECKS: readonly Check[] = [
  authentication,
  bola,
  bfla,
  propertyAuthorization,
  inputValidation,
  rateLimiting,
  dataExposure,
  encryption,
  ssrf,
  inventoryManagement,
  unsafeConsumption,
  llmSecurity,
];

/** Everything that a finding can come from: the twelve, and what only the retention probe finds. */
export const CATALOGUE: readonly Check[] = [...CHECKS, resourceRetention];
