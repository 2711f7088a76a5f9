// region: ownership
package main

import (
	"database/sql"
	"errors"
	"net/http"

	"github.com/gin-gonic/gin"
)

type note struct {
	ID    string `json:"id"`
	Owner string `json:"owner"`
	Title string `json:"title"`
	Body  string `json:"body"`
}

type noteRoutes struct{ db *sql.DB }

func (n noteRoutes) get(c *gin.Context) {
	var found note
	err := n.db.QueryRowContext(c.Request.Context(),
		"select id, owner_id, title, body from notes where id = ? and owner_id = ?", c.Param("id"), c.GetString("user"),
	).Scan(&found.ID, &found.Owner, &found.Title, &found.Body)
	n.answer(c, found, err)
}

// answer says the same of a note that does not exist and of one that belongs to another user.
func (n noteRoutes) answer(c *gin.Context, found note, err error) {
	switch {
	case err == nil:
		c.JSON(http.StatusOK, found)
	case errors.Is(err, sql.ErrNoRows):
		problem(c, http.StatusNotFound, "There is no such note.")
	default:
		_ = c.Error(err)
	}
}

// endregion

// region: ownership-write
func (n noteRoutes) update(c *gin.Context) {
	var input noteInput
	if !bindJSON(c, &input) {
		return
	}
	changed := note{ID: c.Param("id"), Owner: c.GetString("user")}
	err := n.db.QueryRowContext(c.Request.Context(),
		"update notes set title = ?, body = ? where id = ? and owner_id = ? returning title, body",
		input.Title, input.Body, changed.ID, changed.Owner,
	).Scan(&changed.Title, &changed.Body)
	n.answer(c, changed, err)
}

func (n noteRoutes) remove(c *gin.Context) {
	result, err := n.db.ExecContext(c.Request.Context(),
		"delete from notes where id = ? and owner_id = ?", c.Param("id"), c.GetString("user"))
	if err != nil {
		_ = c.Error(err)
		return
	}
	if count, _ := result.RowsAffected(); count == 0 {
		problem(c, http.StatusNotFound, "There is no such note.")
		return
	}
	c.Status(http.StatusNoContent)
}

// endregion
