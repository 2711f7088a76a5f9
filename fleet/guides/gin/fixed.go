package main

import (
	"database/sql"
	"net/http"

	"github.com/gin-gonic/gin"
)

func fixed(db *sql.DB, tokens *Tokens, uploads string) (http.Handler, error) {
	r := gin.New()
	if err := r.SetTrustedProxies(nil); err != nil {
		return nil, err
	}
	strictBodies()
	r.Use(secureTransport, securityHeaders)
	handleErrors(r)
	r.Use(corsPolicy(), requireUser(tokens), limitRequests())

	r.GET("/", func(c *gin.Context) { c.JSON(http.StatusOK, gin.H{"service": "notes"}) })
	r.GET("/openapi.json", contract)
	if err := serveAssets(r); err != nil {
		return nil, err
	}

	r.POST("/register", registration{db}.create)
	r.POST("/login", login{db, tokens, newAttempts()}.create)

	me := profile{db}
	r.GET("/me", me.get)
	r.PATCH("/me", me.update)

	r.GET("/users", userList{db}.members)

	notes := noteRoutes{db}
	r.GET("/notes", notes.list)
	r.POST("/notes", notes.create)
	r.GET("/notes/search", notes.search)
	r.GET("/notes/:id", notes.get)
	r.PUT("/notes/:id", notes.update)
	r.DELETE("/notes/:id", notes.remove)

	r.GET("/tools/lookup", lookup)
	r.POST("/previews", preview)

	avatars, err := newAvatars(db, uploads)
	if err != nil {
		return nil, err
	}
	r.POST("/avatars", avatars.create)
	r.GET("/avatars/:name", avatars.get)
	r.DELETE("/avatars/:name", avatars.remove)

	schema, err := newSchema(db)
	if err != nil {
		return nil, err
	}
	r.POST("/graphql", serveGraphQL(schema))

	administer(r, db)
	return r, nil
}
