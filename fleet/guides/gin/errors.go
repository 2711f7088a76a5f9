// region: errors
package main

import (
	"log/slog"
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"
)

// problem ends the request with an error in the format of RFC 9457.
func problem(c *gin.Context, status int, detail string) {
	c.Header("Content-Type", "application/problem+json")
	c.AbortWithStatusJSON(status, gin.H{"title": http.StatusText(status), "status": status, "detail": detail})
}

// internalError keeps the cause in the log, under an ID that the caller can quote.
func internalError(c *gin.Context, cause any) {
	id := uuid.NewString()
	slog.Error("internal error", "id", id, "route", c.FullPath(), "cause", cause)
	problem(c, http.StatusInternalServerError, "Internal error "+id)
}

func handleErrors(r *gin.Engine) {
	r.HandleMethodNotAllowed = true
	r.NoRoute(func(c *gin.Context) { problem(c, http.StatusNotFound, "There is no such path.") })
	r.NoMethod(func(c *gin.Context) { problem(c, http.StatusMethodNotAllowed, "The path has other methods.") })
	r.Use(gin.CustomRecovery(internalError), func(c *gin.Context) {
		c.Next()
		// Handlers pass on what they did not expect with c.Error(err).
		if err := c.Errors.Last(); err != nil && !c.Writer.Written() {
			internalError(c, err)
		}
	})
}

// endregion
