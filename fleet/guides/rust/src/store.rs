//! SQLite in memory with the users that the contract names.

use std::sync::LazyLock;

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use sqlx::SqlitePool;
use sqlx::sqlite::SqlitePoolOptions;
use tokio::task::spawn_blocking;
use uuid::Uuid;

const SCHEMA: &str = "
create table users (
    id blob primary key, username text not null unique, password_hash text not null,
    name text not null, email text not null, role text not null, credits integer not null
);
create table notes (
    id blob primary key, owner blob not null references users(id),
    title text not null, body text not null, internal_notes text not null default 'not reviewed'
);
create table announcements (id blob primary key, author blob not null, text text not null);
create table avatars (name text primary key, owner blob not null, type text not null);
";

pub async fn open() -> sqlx::Result<SqlitePool> {
    // Each connection to :memory: is a database of its own, and lasts as long as the connection.
    let db = SqlitePoolOptions::new()
        .max_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
        .connect("sqlite::memory:")
        .await?;
    sqlx::raw_sql(SCHEMA).execute(&db).await?;
    for (username, password, role) in [
        ("alice", "alice-Passw0rd-1", "user"),
        ("bob", "bob-Passw0rd-2", "user"),
        ("root", "root-Passw0rd-3", "admin"),
    ] {
        let owner = add_user(&db, username, password, role).await?;
        sqlx::query("insert into notes (id, owner, title, body) values (?, ?, ?, ?)")
            .bind(Uuid::new_v4())
            .bind(owner)
            .bind(format!("{username}'s list"))
            .bind(format!("Water the plants of {username}."))
            .execute(&db)
            .await?;
    }
    Ok(db)
}

pub async fn add_user(db: &SqlitePool, username: &str, password: &str, role: &str) -> sqlx::Result<Uuid> {
    let (id, password) = (Uuid::new_v4(), password.to_owned());
    let hash = spawn_blocking(move || hash_of(&password)).await.expect("hashing does not panic");
    sqlx::query("insert into users (id, username, password_hash, name, email, role, credits) values (?, ?, ?, ?, ?, ?, 0)")
        .bind(id)
        .bind(username)
        .bind(hash)
        .bind(username)
        .bind(format!("{username}@example.com"))
        .bind(role)
        .execute(db)
        .await?;
    Ok(id)
}

/// Id and role of the user, where name and password are right.
pub async fn user_with_password(
    db: &SqlitePool,
    username: &str,
    password: &str,
) -> sqlx::Result<Option<(Uuid, String)>> {
    let found: Option<(Uuid, String, String)> =
        sqlx::query_as("select id, role, password_hash from users where username = ?")
            .bind(username)
            .fetch_optional(db)
            .await?;
    let password = password.to_owned();
    let hash = found.as_ref().map_or(HASH_OF_NOBODY.clone(), |(.., hash)| hash.clone());
    let is_right = spawn_blocking(move || {
        let hash = PasswordHash::new(&hash).expect("the store holds PHC strings");
        Argon2::default().verify_password(password.as_bytes(), &hash).is_ok()
    });
    let is_right = is_right.await.expect("hashing does not panic");
    Ok(found.filter(|_| is_right).map(|(id, role, _)| (id, role)))
}

fn hash_of(password: &str) -> String {
    let hash = Argon2::default().hash_password(password.as_bytes());
    hash.expect("the default parameters are valid").to_string()
}

/// A login for an unknown name takes as long as one with a wrong password.
static HASH_OF_NOBODY: LazyLock<String> = LazyLock::new(|| hash_of(&Uuid::new_v4().to_string()));
