package main

import (
	"database/sql"

	"github.com/graphql-go/graphql"
)

// callerKey finds the ID of the user in the context of a query.
type callerKey struct{}

type graphNote struct{ ID, Title, Owner string }

// newSchema has notes with their authors, who have notes again.
func newSchema(db *sql.DB) (graphql.Schema, error) {
	notesOf := func(owner string) (any, error) {
		rows, err := db.Query("select id, title, owner_id from notes where owner_id = ? order by rowid limit 20", owner)
		if err != nil {
			return nil, err
		}
		defer rows.Close()
		var notes []graphNote
		for rows.Next() {
			var one graphNote
			if err := rows.Scan(&one.ID, &one.Title, &one.Owner); err != nil {
				return nil, err
			}
			notes = append(notes, one)
		}
		return notes, rows.Err()
	}
	text := graphql.NewNonNull(graphql.String)
	author := graphql.NewObject(graphql.ObjectConfig{Name: "User", Fields: graphql.Fields{
		"name": &graphql.Field{Type: text, Resolve: func(p graphql.ResolveParams) (any, error) {
			var name string
			err := db.QueryRow("select name from users where id = ?", p.Source).Scan(&name)
			return name, err
		}},
	}})
	noteType := graphql.NewObject(graphql.ObjectConfig{Name: "Note", Fields: graphql.Fields{
		"id":    &graphql.Field{Type: graphql.NewNonNull(graphql.ID)},
		"title": &graphql.Field{Type: text},
		"author": &graphql.Field{Type: graphql.NewNonNull(author), Resolve: func(p graphql.ResolveParams) (any, error) {
			return p.Source.(graphNote).Owner, nil
		}},
	}})
	notes := graphql.NewNonNull(graphql.NewList(graphql.NewNonNull(noteType)))
	author.AddFieldConfig("notes", &graphql.Field{Type: notes, Resolve: func(p graphql.ResolveParams) (any, error) {
		return notesOf(p.Source.(string))
	}})
	query := graphql.NewObject(graphql.ObjectConfig{Name: "Query", Fields: graphql.Fields{
		"notes": &graphql.Field{Type: notes, Resolve: func(p graphql.ResolveParams) (any, error) {
			return notesOf(p.Context.Value(callerKey{}).(string))
		}},
	}})
	return graphql.NewSchema(graphql.SchemaConfig{Query: query})
}
