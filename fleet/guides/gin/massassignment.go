// region: mass-assignment
package main

import (
	"database/sql"
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/gin-gonic/gin/binding"
)

// profileInput holds what users may change of themselves, and nothing else.
type profileInput struct {
	Name  *string `json:"name" binding:"omitempty,min=1,max=100"`
	Email *string `json:"email" binding:"omitempty,email,max=254"`
}

// main calls this: binders refuse unknown properties from then on, instead of ignoring them.
func strictBodies() { binding.EnableDecoderDisallowUnknownFields = true }

type profile struct{ db *sql.DB }

func (p profile) update(c *gin.Context) {
	var input profileInput
	if !bindJSON(c, &input) {
		return
	}
	if input.Name == nil && input.Email == nil {
		problem(c, http.StatusBadRequest, "Send a name or an email address.")
		return
	}
	_, err := p.db.ExecContext(c.Request.Context(),
		"update users set name = coalesce(?, name), email = coalesce(?, email) where id = ?",
		input.Name, input.Email, c.GetString("user"))
	if err != nil {
		_ = c.Error(err)
		return
	}
	p.get(c)
}

// endregion
