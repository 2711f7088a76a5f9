import { describe, expect, test } from 'vitest';
import { isDoing, isRisky } from '../../src/discovery/risky-path.ts';
import { singular, templatePath } from '../../src/values/path-template.ts';

describe('path templates', () => {
  test.each([
    ['/users/7', '/users/{id}'],
    ['/users/7/orders/12', '/users/{userId}/orders/{id}'],
    ['/v1/users', '/v1/users'],
    ['/files/0b7c9a52-3d1e-4f6a-9b8c-1d2e3f405162/raw', '/files/{id}/raw'],
    ['/docs/507f1f77bcf86cd799439011', '/docs/{id}'],
    ['/events/01ARZ3NDEKTSV4RRFFQ69G5FAV', '/events/{id}'],
    ['/customers/cus_9s6XKzkNRiz8i3', '/customers/{id}'],
    ['/categories/3/boxes/4', '/categories/{categoryId}/boxes/{id}'],
    ['/decade/facade', '/decade/facade'],
    ['/oauth2/token', '/oauth2/token'],
    ['/', '/'],
    ['/users/', '/users/'],
  ])('%s is %s', (path, template) => expect(templatePath(path).template).toBe(template));

  test.each([
    ['users', 'user'],
    ['categories', 'category'],
    ['boxes', 'box'],
    ['address', 'address'],
    ['statuses', 'status'],
    ['aliases', 'alias'],
    ['courses', 'course'],
    ['purchases', 'purchase'],
    ['sizes', 'size'],
  ])('one of %s is a %s', (many, one) => expect(singular(many)).toBe(one));

  test.each([
    '/logout',
    '/auth/sign-out',
    '/users/7/delete',
    '/deleteUser',
    '/createdb',
    '/list?action=remove',
    ...[
      '/end_session /endSession /sessions/invalidate /startOver /start-over /restore-all /restoreDb /regenerate-keys',
      '/levels/switch /set_level /setLevel?to=1 /admin/resetAll /RESET /cache/purge /flushall /index/rebuild /reindex',
      '/server/reboot /orders/7/approve /orders/7/cancel /mail/unsubscribe /polls/7/vote /cart/buy /invoices/7/pay',
      '/mail/send /sync /data/import /plugins/install /system/upgrade /db/migrate /db/seed /createDB /populate_db',
      '/features/toggle /users/7/enable /users/7/disable /users/7/lock /users/7/unlock /keys/rotate /tokens/revoke',
      '/log-me-out /sign_out /log%6Fut /%64elete/7 /log%256Fut /x?action=delete /x?do=start /x?cmd=stop /x?op=wipe',
      '/shut-down /power_off /roll-back /clear-cache /setup/database /factoryReset',
    ].flatMap((line) => line.split(' ')),
  ])('%s is left alone', (path) => expect(isRisky(path)).toBe(true));

  test.each(
    [
      '/users /deleted-items /dropdown /removals /blog/outline /catalogue /settings /resets-history /orders/cancelled',
      '/users/deleted /restored-items /switches /switches/{id} /payments /senders /data-sets /dataset /sets/{id} /locks',
      '/imports /votes/{id} /x?action=list /x?do=view /approvals /block/{id} /switch/{id}',
      '/change-log /updates /created /subscriptions /signals /sessions /levels',
    ]
      .join(' ')
      .split(' '),
  )('%s is asked', (path) => expect(isRisky(path)).toBe(false));

  test.each([
    ['/go/7', 'Delete'],
    ['/go/7', 'Reset the database'],
    ['/go/7', 'Start over'],
    ['/level/3', 'Switch level'],
    ['/go', 'Log me out'],
    ['/create', ''],
    ['/groups/leave/{id}', ''],
    ['/setup/start', ''],
    ['/run', ''],
  ])('a link %s that is called "%s" is not followed', (path, text) =>
    expect(isDoing(path, { text })).toBe(true),
  );

  test.each([
    ['/staff/{id}/leave/{leaveId}/attachments/{attachmentId}', ''],
    ['/articles/7', 'How we reset our expectations after a long year of work'],
    ['/orders', 'Orders'],
    ['/users/7', 'Profile'],
    ['/about', 'About us'],
  ])('a link %s that is called "%s" is followed', (path, text) =>
    expect(isDoing(path, { text })).toBe(false),
  );
});
