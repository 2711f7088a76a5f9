import type { Check } from '../rule.ts';
import { deadDocumentedOperation } from './dead-documented-operation.ts';
import { defaultPageExposed } from './default-page-exposed.ts';
import { deprecatedOperationLive } from './deprecated-operation-live.ts';
import { exposedActuator } from './exposed-actuator.ts';
import { exposedBackup } from './exposed-backup.ts';
import { exposedConfiguration } from './exposed-configuration.ts';
import { exposedContainerOrCiFile } from './exposed-container-or-ci-file.ts';
import { exposedDebugEndpoint } from './exposed-debug-endpoint.ts';
import { exposedDocumentationConsole } from './exposed-documentation-console.ts';
import { exposedEnvironmentFile } from './exposed-environment-file.ts';
import { exposedMetrics } from './exposed-metrics.ts';
import { exposedSpecification } from './exposed-specification.ts';
import { exposedVersionControl } from './exposed-version-control.ts';
import { graphqlConsole } from './graphql-console.ts';
import { graphqlIntrospection } from './graphql-introspection.ts';
import { nonProductionHost } from './non-production-host.ts';
import { nonProductionServer } from './non-production-server.ts';
import { olderVersionLive } from './older-version-live.ts';
import { serverVersionDisclosed } from './server-version-disclosed.ts';
import { testOperationLive } from './test-operation-live.ts';
import { undocumentedOperation } from './undocumented-operation.ts';
import { unversionedApi } from './unversioned-api.ts';

export const inventoryManagement: Check = {
  id: 'inventory-management',
  title: 'Improper inventory management',
  owasp: 'API9:2023 Improper Inventory Management',
  purpose: 'Are there live endpoints or files that should not be there, or documented ones that are missing?',
  ground: 'host',
  essential: [
    'exposed-environment-file',
    'exposed-version-control',
    'exposed-configuration',
    'undocumented-operation',
  ],
  rules: [
    undocumentedOperation,
    deadDocumentedOperation,
    deprecatedOperationLive,
    olderVersionLive,
    testOperationLive,
    unversionedApi,
    exposedSpecification,
    exposedDocumentationConsole,
    exposedActuator,
    exposedDebugEndpoint,
    exposedMetrics,
    exposedVersionControl,
    exposedEnvironmentFile,
    exposedBackup,
    exposedConfiguration,
    exposedContainerOrCiFile,
    graphqlIntrospection,
    graphqlConsole,
    serverVersionDisclosed,
    nonProductionHost,
    nonProductionServer,
    defaultPageExposed,
  ],
};
