package main

import (
	"fmt"
	"net/http"
	"runtime/debug"

	"github.com/gin-gonic/gin"
)

// showErrors answers with the cause and the stack, whatever went wrong.
func showErrors(r *gin.Engine) {
	r.Use(gin.CustomRecovery(func(c *gin.Context, cause any) {
		c.String(http.StatusInternalServerError, "panic: %v\n\n%s", cause, debug.Stack())
		c.Abort()
	}))
}

func showError(c *gin.Context, err error) {
	c.AbortWithStatusJSON(http.StatusInternalServerError, gin.H{"error": fmt.Sprintf("%+v", err), "stack": string(debug.Stack())})
}
