import { z } from 'zod';
import { type Area, seenActively, seenByTwoActively } from './area.ts';
import { found } from './store.ts';
import { TEXT } from './views.ts';

const STARS = z.int().min(1).max(5);
const NEW = z.object({ stars: STARS, text: TEXT });
const REVIEW = z.object({
  id: z.int(),
  userId: z.int(),
  productId: z.int(),
  stars: z.int(),
  text: z.string(),
  approved: z.boolean(),
});

const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** What users say of products; everybody reads it. */
export const reviews: Area = {
  switches: [
    ...seenByTwoActively(
      [
        'review-update-by-anyone',
        'Any review is replaced by whoever is logged in.',
        'PUT /reviews/{id}',
        ['foreign-object-written'],
      ],
      [
        'review-delete-by-anyone',
        'Any review is removed by whoever is logged in.',
        'DELETE /reviews/{id}',
        ['foreign-object-written'],
      ],
    ),
    ...seenActively(
      [
        'review-stored-markup',
        'The page of reviews writes their text as it is.',
        'POST /products/{id}/reviews',
        ['stored-markup'],
      ],
      [
        'review-approved-by-author',
        'A new review keeps that it is approved.',
        'POST /products/{id}/reviews',
        ['mass-assignment'],
      ],
      [
        'review-author-of-body',
        'A review is by whom the body names.',
        'POST /products/{id}/reviews',
        ['mass-assignment', 'foreign-object-written', 'object-made-for-another'],
      ],
    ),
  ],
  add({ api, store, on }) {
    const { reviews: table, products } = store;
    const of = (productId: number) => table.all().filter((review) => review.productId === productId);
    const list = z.object({ items: z.array(REVIEW) });
    api.add(
      'GET /products/{id}/reviews',
      { says: 'Reviews of a product', who: 'anyone', answers: list },
      ({ id }) => ({
        items: of(found(products, id()).id).slice(-50),
      }),
    );
    api.add('GET /products/{id}/reviews/page', { says: 'Reviews as a page', who: 'anyone' }, ({ id, c }) => {
      const written = on('review-stored-markup') ? (text: string) => text : escaped;
      const items = of(found(products, id()).id)
        .slice(-50)
        .map(({ stars, text }) => `<li>${stars}: ${written(text)}</li>`);
      return c.html(`<!doctype html><title>Reviews</title><ul>${items.join('')}</ul>`);
    });
    const reads = NEW.extend({
      ...(on('review-approved-by-author') ? { approved: z.boolean().optional() } : {}),
      ...(on('review-author-of-body') ? { userId: z.int().optional() } : {}),
    }) as z.ZodType<z.infer<typeof NEW> & { userId?: number; approved?: boolean }>;
    api.add(
      'POST /products/{id}/reviews',
      { says: 'Reviews a product', who: 'user', body: NEW, reads, answers: REVIEW, status: 201 },
      ({ user, id, body }) =>
        table.add({ userId: user.id, approved: false, ...body, productId: found(products, id()).id }),
    );
    api.add('GET /reviews/{id}', { says: 'One review', who: 'anyone', answers: REVIEW }, ({ id }) =>
      found(table, id()),
    );
    api.add(
      'PUT /reviews/{id}',
      { says: 'Replaces a review', who: 'user', body: NEW, answers: REVIEW },
      ({ user, id, body }) =>
        Object.assign(found(table, id(), on('review-update-by-anyone') ? undefined : user), body),
    );
    api.add('DELETE /reviews/{id}', { says: 'Removes a review', who: 'user' }, ({ user, id }) => {
      table.remove(found(table, id(), on('review-delete-by-anyone') ? undefined : user).id);
    });
  },
};
