package main

import (
	"database/sql"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/ulule/limiter/v3"
	"github.com/ulule/limiter/v3/drivers/store/memory"
)

// region: attempts
// newAttempts allows ten failed logins a minute for an account and an address.
func newAttempts() *limiter.Limiter {
	return limiter.New(memory.NewStore(), limiter.Rate{Period: time.Minute, Limit: 10})
}

func (l login) create(c *gin.Context) {
	var input credentials
	if !bindJSON(c, &input) {
		return
	}
	key := strings.ToLower(input.Username) + " " + c.ClientIP()
	// Counted before the password is checked: many attempts at once are seen as well.
	if attempt, err := l.attempts.Get(c, key); err != nil || attempt.Reached {
		tooMany(c, attempt.Reset)
		return
	}
	id, role, err := userWithPassword(l.db, input.Username, input.Password)
	if errors.Is(err, sql.ErrNoRows) {
		c.Header("WWW-Authenticate", `Bearer realm="notes"`)
		problem(c, http.StatusUnauthorized, "Username or password is wrong.")
		return
	}
	_, _ = l.attempts.Reset(c, key)
	l.answer(c, id, role, err)
}

// endregion

type credentials struct {
	Username string `json:"username" binding:"required,min=3,max=32"`
	Password string `json:"password" binding:"required,min=12,max=128"`
}

type login struct {
	db       *sql.DB
	tokens   *Tokens
	attempts *limiter.Limiter
}

func (l login) answer(c *gin.Context, id, role string, err error) {
	if err != nil {
		_ = c.Error(err)
		return
	}
	token, err := l.tokens.issue(id, role)
	if err != nil {
		_ = c.Error(err)
		return
	}
	setSession(c, token)
	c.JSON(http.StatusOK, gin.H{"token": token})
}
