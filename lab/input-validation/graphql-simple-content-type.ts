import { buildSchema } from 'graphql';
import { graphqlService } from '../graphql/service.ts';

const taking = (alsoTakes?: RegExp) =>
  graphqlService(
    buildSchema('type Query { title: String }'),
    { title: () => 'Shop' },
    alsoTakes ? { alsoTakes } : {},
  );

export const form = taking(/urlencoded/);
export const plain = taking(/text\/plain/);
export const jsonOnly = taking();
