// region: sql
package main

import (
	"strings"

	"github.com/gin-gonic/gin"
)

type searchInput struct {
	Q string `form:"q" binding:"required,max=100"`
}

// likeText makes % and _ of a text mean themselves.
var likeText = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)

func (n noteRoutes) search(c *gin.Context) {
	var input searchInput
	if !bindQuery(c, &input) {
		return
	}
	rows, err := n.db.QueryContext(c.Request.Context(),
		`select id, owner_id, title, body from notes
		 where owner_id = ? and title like '%' || ? || '%' escape '\' order by rowid limit 100`,
		c.GetString("user"), likeText.Replace(input.Q))
	if err != nil {
		_ = c.Error(err)
		return
	}
	sendNotes(c, rows)
}

// endregion
