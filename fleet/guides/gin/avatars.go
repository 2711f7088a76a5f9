package main

import (
	"database/sql"
	"net/http"
	"os"

	"github.com/gin-gonic/gin"
)

// avatarRoutes keeps pictures below a folder that no static route serves.
type avatarRoutes struct {
	db     *sql.DB
	folder *os.Root
}

func newAvatars(db *sql.DB, folder string) (avatarRoutes, error) {
	root, err := os.OpenRoot(folder)
	return avatarRoutes{db, root}, err
}

func (a avatarRoutes) keep(c *gin.Context, name string, content []byte) error {
	_, err := a.db.ExecContext(c.Request.Context(), "insert into avatars (name, owner_id, type) values (?, ?, ?)",
		name, c.GetString("user"), http.DetectContentType(content))
	if err != nil {
		return err
	}
	return a.folder.WriteFile(name, content, 0o600)
}

func (a avatarRoutes) remove(c *gin.Context) {
	result, err := a.db.ExecContext(c.Request.Context(),
		"delete from avatars where name = ? and owner_id = ?", c.Param("name"), c.GetString("user"))
	if err != nil {
		_ = c.Error(err)
		return
	}
	if count, _ := result.RowsAffected(); count == 0 {
		problem(c, http.StatusNotFound, "There is no such picture.")
		return
	}
	if err := a.folder.Remove(c.Param("name")); err != nil {
		_ = c.Error(err)
		return
	}
	c.Status(http.StatusNoContent)
}
