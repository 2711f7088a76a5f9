// region: graphql-limits
use async_graphql::{EmptyMutation, EmptySubscription, Schema};
use sqlx::SqlitePool;

use crate::graph::Query;

pub type LimitedSchema = Schema<Query, EmptyMutation, EmptySubscription>;

pub fn limited(db: SqlitePool) -> LimitedSchema {
    Schema::build(Query, EmptyMutation, EmptySubscription)
        .data(db)
        .limit_depth(6)
        // Every selected field counts, also under another alias and by a fragment.
        .limit_complexity(60)
        .limit_recursive_depth(16)
        .limit_directives(5)
        .disable_introspection()
        .disable_suggestions()
        .finish()
}
// endregion

/// The flaw: nothing is limited.
pub fn unlimited(db: SqlitePool) -> LimitedSchema {
    Schema::build(Query, EmptyMutation, EmptySubscription).data(db).finish()
}
