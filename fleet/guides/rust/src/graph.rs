//! Notes with their authors, who have notes again.

use async_graphql::{ComplexObject, Context, Error, Object, Result, SimpleObject};
use sqlx::{FromRow, SqlitePool};
use uuid::Uuid;

use crate::tokens::Claims;

#[derive(SimpleObject, FromRow)]
#[graphql(complex)]
pub struct Note {
    id: Uuid,
    title: String,
    #[graphql(skip)]
    owner: Uuid,
}

#[ComplexObject]
impl Note {
    async fn author(&self) -> User {
        User(self.owner)
    }
}

pub struct User(Uuid);

#[Object]
impl User {
    async fn name(&self, context: &Context<'_>) -> Result<String> {
        let name = sqlx::query_scalar("select name from users where id = ?").bind(self.0);
        name.fetch_one(context.data::<SqlitePool>()?).await.map_err(hidden)
    }

    async fn notes(&self, context: &Context<'_>) -> Result<Vec<Note>> {
        notes_of(context, self.0).await
    }
}

pub struct Query;

#[Object]
impl Query {
    async fn notes(&self, context: &Context<'_>) -> Result<Vec<Note>> {
        notes_of(context, context.data::<Claims>()?.sub).await
    }
}

async fn notes_of(context: &Context<'_>, owner: Uuid) -> Result<Vec<Note>> {
    let notes = sqlx::query_as("select id, title, owner from notes where owner = ? order by rowid limit 20");
    notes.bind(owner).fetch_all(context.data::<SqlitePool>()?).await.map_err(hidden)
}

/// What the database said is for the log; the client would get it as the message otherwise.
fn hidden(cause: sqlx::Error) -> Error {
    eprintln!("{cause:?}");
    Error::new("internal error")
}
