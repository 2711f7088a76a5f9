import type { LabApp } from '../app.ts';
import { listener } from './key-service.ts';

export const asking = (challenge: string): LabApp => ({
  routes: listener(() => ({
    status: 401,
    body: { error: 'unauthorized' },
    headers: { 'WWW-Authenticate': challenge },
  })),
});
