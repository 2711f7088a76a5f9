package main

import (
	"database/sql"
	"errors"
	"net/http"
	"regexp"

	"github.com/gin-gonic/gin"
)

var usernames = regexp.MustCompile(`^[A-Za-z0-9_-]+$`)

type registration struct{ db *sql.DB }

func (r registration) create(c *gin.Context) {
	var input credentials
	if !bindJSON(c, &input) {
		return
	}
	if !usernames.MatchString(input.Username) {
		problem(c, http.StatusBadRequest, "A username has letters, digits, _ and - only.")
		return
	}
	id, err := addUser(r.db, input.Username, input.Password, "user")
	switch {
	case err == nil:
		c.JSON(http.StatusCreated, gin.H{"id": id, "username": input.Username})
	case errors.Is(err, errTaken):
		problem(c, http.StatusConflict, "The username is taken.")
	default:
		_ = c.Error(err)
	}
}
