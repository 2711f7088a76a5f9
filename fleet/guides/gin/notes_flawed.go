package main

import (
	"database/sql"
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"
)

// storedNote is the row, and what clients send and get as well.
type storedNote struct {
	ID            string `json:"id"`
	Owner         string `json:"owner"`
	Title         string `json:"title"`
	Body          string `json:"body"`
	InternalNotes string `json:"internalNotes"`
}

const noteColumns = "select id, owner_id, title, body, internal_notes from notes "

type openNotes struct{ db *sql.DB }

func scanNote(row interface{ Scan(...any) error }) (one storedNote, err error) {
	err = row.Scan(&one.ID, &one.Owner, &one.Title, &one.Body, &one.InternalNotes)
	return one, err
}

func (n openNotes) send(c *gin.Context, query string, args ...any) {
	rows, err := n.db.Query(query, args...)
	if err != nil {
		showError(c, err)
		return
	}
	defer rows.Close()
	notes := []storedNote{}
	for rows.Next() {
		one, err := scanNote(rows)
		if err != nil {
			showError(c, err)
			return
		}
		notes = append(notes, one)
	}
	c.JSON(http.StatusOK, notes)
}

func (n openNotes) list(c *gin.Context) {
	limit := c.DefaultQuery("limit", "1000000")
	n.send(c, noteColumns+"where owner_id = ? limit cast(? as integer)", c.GetString("user"), limit)
}

// create keeps the owner that the body names.
func (n openNotes) create(c *gin.Context) {
	input := storedNote{Owner: c.GetString("user"), InternalNotes: "not reviewed"}
	if err := c.ShouldBindJSON(&input); err != nil {
		showError(c, err)
		return
	}
	input.ID = uuid.NewString()
	_, err := n.db.Exec("insert into notes (id, owner_id, title, body, internal_notes) values (?, ?, ?, ?, ?)",
		input.ID, input.Owner, input.Title, input.Body, input.InternalNotes)
	if err != nil {
		showError(c, err)
		return
	}
	c.JSON(http.StatusCreated, input)
}

// get, update and remove look for the ID alone, and stop at one that is none.
func (n openNotes) get(c *gin.Context) {
	one, err := scanNote(n.db.QueryRow(noteColumns+"where id = ?", uuid.MustParse(c.Param("id")).String()))
	n.answer(c, one, err)
}

func (n openNotes) update(c *gin.Context) {
	var input storedNote
	if err := c.ShouldBindJSON(&input); err != nil {
		showError(c, err)
		return
	}
	one, err := scanNote(n.db.QueryRow(
		"update notes set title = ?, body = ? where id = ? returning id, owner_id, title, body, internal_notes",
		input.Title, input.Body, uuid.MustParse(c.Param("id")).String()))
	n.answer(c, one, err)
}

func (n openNotes) remove(c *gin.Context) {
	one, err := scanNote(n.db.QueryRow("delete from notes where id = ? returning id, owner_id, title, body, internal_notes",
		uuid.MustParse(c.Param("id")).String()))
	if err == nil {
		c.Status(http.StatusNoContent)
		return
	}
	n.answer(c, one, err)
}

func (n openNotes) answer(c *gin.Context, one storedNote, err error) {
	switch err {
	case nil:
		c.JSON(http.StatusOK, one)
	case sql.ErrNoRows:
		c.JSON(http.StatusNotFound, gin.H{"error": "not found"})
	default:
		showError(c, err)
	}
}
