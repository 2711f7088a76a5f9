package main

import (
	"database/sql"
	"net/http"

	"github.com/gin-gonic/gin"
)

func flawed(db *sql.DB, tokens *Tokens, uploads string) (http.Handler, error) {
	r := gin.New()
	showErrors(r)
	r.Use(versionHeaders, reflectOrigin, decodeUser)
	serveFolder(r)

	r.GET("/", func(c *gin.Context) { c.JSON(http.StatusOK, gin.H{"service": "notes"}) })
	r.GET("/openapi.json", contract)
	r.POST("/register", registerUnchecked(db))
	r.POST("/login", unlimitedLogin{db, tokens}.create)

	me := openProfile{db}
	r.GET("/me", me.get)
	r.PATCH("/me", me.update)

	r.GET("/users", openUserList{db}.list)

	notes := openNotes{db}
	r.GET("/notes", notes.list)
	r.POST("/notes", notes.create)
	r.GET("/notes/search", notes.searchByText)
	r.GET("/notes/:id", notes.get)
	r.PUT("/notes/:id", notes.update)
	r.DELETE("/notes/:id", notes.remove)

	r.GET("/tools/lookup", lookupByShell)
	r.POST("/previews", fetchAnything)

	avatars := openAvatars{db, uploads}
	r.POST("/avatars", avatars.create)
	r.GET("/avatars/:name", avatars.get)
	r.DELETE("/avatars/:name", avatars.remove)

	schema, err := newSchema(db)
	if err != nil {
		return nil, err
	}
	r.POST("/graphql", serveAnyGraphQL(schema))

	administerForAll(r, db)
	return r, nil
}
