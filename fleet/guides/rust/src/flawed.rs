//! What the flawed apps do with data: each topic's flaw that no framework has a part in.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use sqlx::{AssertSqlSafe, FromRow, SqlitePool};
use tokio::process::Command;
use uuid::Uuid;

use crate::fetching::title_in;

/// The row, and what clients send and get as well.
#[derive(Serialize, Deserialize, FromRow)]
#[serde(rename_all = "camelCase")]
pub struct User {
    id: Uuid,
    username: String,
    password_hash: String,
    name: String,
    email: String,
    role: String,
    credits: i64,
}

impl User {
    pub async fn of(db: &SqlitePool, id: Uuid) -> sqlx::Result<Self> {
        sqlx::query_as("select * from users where id = ?").bind(id).fetch_one(db).await
    }

    pub async fn all(db: &SqlitePool) -> sqlx::Result<Vec<Self>> {
        sqlx::query_as("select * from users").fetch_all(db).await
    }

    /// Takes whatever the body names.
    pub fn overwritten(self, sent: Map<String, Value>) -> serde_json::Result<Self> {
        let mut row = serde_json::to_value(self)?;
        if let Some(row) = row.as_object_mut() {
            row.extend(sent);
        }
        serde_json::from_value(row)
    }

    pub async fn store(&self, db: &SqlitePool, id: Uuid) -> sqlx::Result<()> {
        sqlx::query("update users set name = ?, email = ?, role = ?, credits = ? where id = ?")
            .bind(&self.name)
            .bind(&self.email)
            .bind(&self.role)
            .bind(self.credits)
            .bind(id)
            .execute(db)
            .await?;
        Ok(())
    }
}

#[derive(Deserialize)]
pub struct Credentials {
    pub username: String,
    pub password: String,
}

/// The row, and what clients get as well.
#[derive(Serialize, FromRow)]
#[serde(rename_all = "camelCase")]
pub struct Note {
    id: Uuid,
    owner: Uuid,
    title: String,
    body: String,
    internal_notes: String,
}

#[derive(Deserialize)]
pub struct NoteInput {
    title: String,
    #[serde(default)]
    body: String,
    owner: Option<Uuid>,
}

#[derive(Deserialize)]
pub struct Page {
    limit: Option<i64>,
}

#[derive(Deserialize)]
pub struct Search {
    q: String,
}

impl Note {
    pub async fn list(db: &SqlitePool, owner: Uuid, page: Page) -> sqlx::Result<Vec<Self>> {
        let notes = sqlx::query_as("select * from notes where owner = ? limit ?").bind(owner);
        notes.bind(page.limit.unwrap_or(1_000_000)).fetch_all(db).await
    }

    /// Keeps the owner that the body names.
    pub async fn create(db: &SqlitePool, user: Uuid, input: NoteInput) -> sqlx::Result<Self> {
        sqlx::query_as("insert into notes (id, owner, title, body) values (?, ?, ?, ?) returning *")
            .bind(Uuid::new_v4())
            .bind(input.owner.unwrap_or(user))
            .bind(input.title)
            .bind(input.body)
            .fetch_one(db)
            .await
    }

    /// Builds the statement from the parameter.
    pub async fn search(db: &SqlitePool, owner: Uuid, Search { q }: Search) -> sqlx::Result<Vec<Self>> {
        let owner = owner.simple();
        let sql = format!("select * from notes where owner = x'{owner}' and title like '%{q}%'");
        sqlx::query_as(AssertSqlSafe(sql)).fetch_all(db).await
    }

    /// This and the next two look for the ID alone.
    pub async fn read(db: &SqlitePool, id: Uuid) -> sqlx::Result<Option<Self>> {
        sqlx::query_as("select * from notes where id = ?").bind(id).fetch_optional(db).await
    }

    pub async fn update(db: &SqlitePool, id: Uuid, input: NoteInput) -> sqlx::Result<Option<Self>> {
        sqlx::query_as("update notes set title = ?, body = ? where id = ? returning *")
            .bind(input.title)
            .bind(input.body)
            .bind(id)
            .fetch_optional(db)
            .await
    }

    /// True where it was there.
    pub async fn remove(db: &SqlitePool, id: Uuid) -> sqlx::Result<bool> {
        let delete = sqlx::query("delete from notes where id = ?").bind(id);
        Ok(delete.execute(db).await?.rows_affected() > 0)
    }
}

#[derive(Deserialize)]
pub struct Lookup {
    host: String,
}

/// Hands the parameter to a shell.
pub async fn look_up(Lookup { host }: Lookup) -> std::io::Result<Value> {
    let output = Command::new("sh").arg("-c").arg(format!("getent hosts {host} 2>&1")).output().await?;
    Ok(json!({ "host": host, "output": String::from_utf8_lossy(&output.stdout) }))
}

#[derive(Deserialize)]
pub struct Preview {
    url: String,
}

/// Fetches any address, on any network, and follows where it leads.
pub async fn preview(Preview { url }: Preview) -> reqwest::Result<Value> {
    let page = reqwest::get(url).await?;
    let status = page.status().as_u16();
    Ok(json!({ "status": status, "title": title_in(&page.bytes().await?) }))
}
