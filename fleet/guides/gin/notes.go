package main

import (
	"database/sql"
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"
)

func (n noteRoutes) list(c *gin.Context) {
	var page pageInput
	if !bindQuery(c, &page) {
		return
	}
	rows, err := n.db.QueryContext(c.Request.Context(),
		"select id, owner_id, title, body from notes where owner_id = ? order by rowid limit ?", c.GetString("user"), page.Limit)
	if err != nil {
		_ = c.Error(err)
		return
	}
	sendNotes(c, rows)
}

func sendNotes(c *gin.Context, rows *sql.Rows) {
	defer rows.Close()
	notes := []note{}
	for rows.Next() {
		var one note
		if err := rows.Scan(&one.ID, &one.Owner, &one.Title, &one.Body); err != nil {
			_ = c.Error(err)
			return
		}
		notes = append(notes, one)
	}
	if err := rows.Err(); err != nil {
		_ = c.Error(err)
		return
	}
	c.JSON(http.StatusOK, notes)
}

func (n noteRoutes) create(c *gin.Context) {
	var input noteInput
	if !bindJSON(c, &input) {
		return
	}
	id := uuid.NewString()
	_, err := n.db.ExecContext(c.Request.Context(), "insert into notes (id, owner_id, title, body) values (?, ?, ?, ?)",
		id, c.GetString("user"), input.Title, *input.Body)
	if err != nil {
		_ = c.Error(err)
		return
	}
	c.Header("Location", "/notes/"+id)
	c.JSON(http.StatusCreated, note{id, c.GetString("user"), input.Title, *input.Body})
}
