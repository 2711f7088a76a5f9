import { Field, ID, ObjectType, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { db } from './db.js';
import { type Asker, User } from './requests.js';

@ObjectType('User')
export class Author {
  @Field(() => ID) id!: string;
  @Field() name!: string;
  @Field(() => [Note]) notes!: Note[];
}

@ObjectType()
export class Note {
  @Field(() => ID) id!: string;
  @Field() title!: string;
  @Field(() => Author) author!: Author;
  owner!: string;
}

const notesOf = (id: string) =>
  db.prepare('select id, title, owner from notes where owner = ? limit 20').all(id);

@Resolver(() => Note)
export class NoteResolver {
  @Query(() => [Note])
  notes(@User() user: Asker) {
    return notesOf(user.id);
  }

  @ResolveField(() => Author)
  author(@Parent() { owner }: Note) {
    return db.prepare('select id, name from users where id = ?').get(owner);
  }
}

@Resolver(() => Author)
export class AuthorResolver {
  @ResolveField(() => [Note])
  notes(@Parent() { id }: Author) {
    return notesOf(id);
  }
}
