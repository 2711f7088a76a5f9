package main

import (
	"database/sql"
	"net/http"

	"github.com/gin-gonic/gin"
)

// region: properties
// user is the row. It has no json tags, because it is never sent.
type user struct {
	ID, Username, PasswordHash, Name, Email, Role string
	Credits                                       int64
}

// userView is what a response may hold. A new column is not in it until it is added.
type userView struct {
	ID       string `json:"id"`
	Username string `json:"username"`
	Name     string `json:"name"`
	Email    string `json:"email"`
	Role     string `json:"role"`
	Credits  int64  `json:"credits"`
}

func viewOf(u user) userView {
	return userView{u.ID, u.Username, u.Name, u.Email, u.Role, u.Credits}
}

func (p profile) get(c *gin.Context) {
	row := p.db.QueryRowContext(c.Request.Context(), selectUsers+"where id = ?", c.GetString("user"))
	found, err := scanUser(row)
	if err != nil {
		_ = c.Error(err)
		return
	}
	c.JSON(http.StatusOK, viewOf(found))
}

// endregion

const selectUsers = "select id, username, password_hash, name, email, role, credits from users "

func scanUser(row interface{ Scan(...any) error }) (u user, err error) {
	err = row.Scan(&u.ID, &u.Username, &u.PasswordHash, &u.Name, &u.Email, &u.Role, &u.Credits)
	return u, err
}

type userList struct{ db *sql.DB }

// members shows what users may know of each other.
func (l userList) members(c *gin.Context) {
	l.send(c, func(u user) any { return gin.H{"id": u.ID, "username": u.Username, "name": u.Name} })
}

func (l userList) accounts(c *gin.Context) {
	l.send(c, func(u user) any { return viewOf(u) })
}

func (l userList) send(c *gin.Context, view func(user) any) {
	var page pageInput
	if !bindQuery(c, &page) {
		return
	}
	rows, err := l.db.QueryContext(c.Request.Context(), selectUsers+"order by rowid limit ?", page.Limit)
	if err != nil {
		_ = c.Error(err)
		return
	}
	defer rows.Close()
	views := []any{}
	for rows.Next() {
		u, err := scanUser(rows)
		if err != nil {
			_ = c.Error(err)
			return
		}
		views = append(views, view(u))
	}
	if err := rows.Err(); err != nil {
		_ = c.Error(err)
		return
	}
	c.JSON(http.StatusOK, views)
}
