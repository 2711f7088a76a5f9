package main

import (
	"database/sql"
	"net/http"
	"path/filepath"

	"github.com/gin-gonic/gin"
)

// openAvatars keeps name and type that the client sent, and has no limit of size.
type openAvatars struct {
	db     *sql.DB
	folder string
}

func (a openAvatars) create(c *gin.Context) {
	header, err := c.FormFile("file")
	if err != nil {
		showError(c, err)
		return
	}
	name := filepath.Base(header.Filename)
	if err := c.SaveUploadedFile(header, filepath.Join(a.folder, name)); err != nil {
		showError(c, err)
		return
	}
	_, err = a.db.Exec("insert or replace into avatars (name, owner_id, type) values (?, ?, ?)",
		name, c.GetString("user"), header.Header.Get("Content-Type"))
	if err != nil {
		showError(c, err)
		return
	}
	c.JSON(http.StatusCreated, gin.H{"url": "/avatars/" + name})
}

func (a openAvatars) get(c *gin.Context) {
	var name, kind string
	err := a.db.QueryRow("select name, type from avatars where name = ?", c.Param("name")).Scan(&name, &kind)
	if err != nil {
		c.JSON(http.StatusNotFound, gin.H{"error": "not found"})
		return
	}
	c.Header("Content-Type", kind)
	http.ServeFile(c.Writer, c.Request, filepath.Join(a.folder, name))
}

func (a openAvatars) remove(c *gin.Context) {
	if _, err := a.db.Exec("delete from avatars where name = ?", c.Param("name")); err != nil {
		showError(c, err)
		return
	}
	c.Status(http.StatusNoContent)
}
