package main

import (
	"database/sql"
	"net/http"

	"github.com/gin-gonic/gin"
)

// storedUser is the row, and what clients send and get as well.
type storedUser struct {
	ID           string `json:"id"`
	Username     string `json:"username"`
	PasswordHash string `json:"passwordHash"`
	Name         string `json:"name"`
	Email        string `json:"email"`
	Role         string `json:"role"`
	Credits      int64  `json:"credits"`
}

const userColumns = "select id, username, password_hash, name, email, role, credits from users "

func scanStoredUser(row interface{ Scan(...any) error }) (u storedUser, err error) {
	err = row.Scan(&u.ID, &u.Username, &u.PasswordHash, &u.Name, &u.Email, &u.Role, &u.Credits)
	return u, err
}

type openProfile struct{ db *sql.DB }

func (p openProfile) get(c *gin.Context) {
	u, err := scanStoredUser(p.db.QueryRow(userColumns+"where id = ?", c.GetString("user")))
	if err != nil {
		showError(c, err)
		return
	}
	c.JSON(http.StatusOK, u)
}

// update binds the body to the whole row.
func (p openProfile) update(c *gin.Context) {
	u, err := scanStoredUser(p.db.QueryRow(userColumns+"where id = ?", c.GetString("user")))
	if err != nil {
		showError(c, err)
		return
	}
	if err := c.ShouldBindJSON(&u); err != nil {
		showError(c, err)
		return
	}
	_, err = p.db.Exec("update users set name = ?, email = ?, role = ?, credits = ? where id = ?",
		u.Name, u.Email, u.Role, u.Credits, c.GetString("user"))
	if err != nil {
		showError(c, err)
		return
	}
	c.JSON(http.StatusOK, u)
}

type openUserList struct{ db *sql.DB }

func (l openUserList) list(c *gin.Context) {
	rows, err := l.db.Query(userColumns)
	if err != nil {
		showError(c, err)
		return
	}
	defer rows.Close()
	users := []storedUser{}
	for rows.Next() {
		u, err := scanStoredUser(rows)
		if err != nil {
			showError(c, err)
			return
		}
		users = append(users, u)
	}
	c.JSON(http.StatusOK, users)
}
