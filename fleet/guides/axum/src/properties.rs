use axum::extract::State;
use axum::{Extension, Json};
use serde::Serialize;
use serde_json::{Value, json};
use sqlx::{FromRow, SqlitePool};
use uuid::Uuid;

use crate::App;
use crate::errors::Failure;
use crate::tokens::Claims;
use crate::validation::{Page, ValidQuery};

// region: properties
/// The row. It does not derive `Serialize`, so that no handler can return it.
#[derive(FromRow)]
#[allow(dead_code)] // the hash is read elsewhere
pub struct User {
    id: Uuid,
    username: String,
    password_hash: String,
    name: String,
    email: String,
    role: String,
    credits: i64,
}

/// What a response may hold. A new column is not in it until it is added here.
#[derive(Serialize)]
pub struct UserView {
    id: Uuid,
    username: String,
    name: String,
    email: String,
    role: String,
    credits: i64,
}

impl From<User> for UserView {
    fn from(User { id, username, name, email, role, credits, .. }: User) -> Self {
        Self { id, username, name, email, role, credits }
    }
}

pub async fn read(
    State(app): State<App>,
    Extension(user): Extension<Claims>,
) -> Result<Json<UserView>, Failure> {
    Ok(Json(user_of(&app.db, user.sub).await?.into()))
}
// endregion

pub async fn user_of(db: &SqlitePool, id: Uuid) -> sqlx::Result<User> {
    sqlx::query_as("select * from users where id = ?").bind(id).fetch_one(db).await
}

async fn first_users(db: &SqlitePool, page: Page) -> sqlx::Result<Vec<User>> {
    sqlx::query_as("select * from users order by rowid limit ?").bind(page.limit).fetch_all(db).await
}

/// What users may know of each other.
pub async fn members(
    State(app): State<App>,
    ValidQuery(page): ValidQuery<Page>,
) -> Result<Json<Vec<Value>>, Failure> {
    let users = first_users(&app.db, page).await?;
    let view = |user: User| json!({ "id": user.id, "username": user.username, "name": user.name });
    Ok(Json(users.into_iter().map(view).collect()))
}

pub async fn accounts(
    State(app): State<App>,
    ValidQuery(page): ValidQuery<Page>,
) -> Result<Json<Vec<UserView>>, Failure> {
    Ok(Json(first_users(&app.db, page).await?.into_iter().map(Into::into).collect()))
}
