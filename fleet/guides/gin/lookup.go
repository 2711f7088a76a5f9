// region: command
package main

import (
	"context"
	"errors"
	"net/http"
	"os/exec"
	"time"

	"github.com/gin-gonic/gin"
)

type lookupInput struct {
	Host string `form:"host" binding:"required,max=253,hostname_rfc1123"`
}

func lookup(c *gin.Context) {
	var input lookupInput
	if !bindQuery(c, &input) {
		return
	}
	ctx, cancel := context.WithTimeout(c.Request.Context(), 3*time.Second)
	defer cancel()
	// No shell: each argument reaches the program as it is. "--" ends the options.
	output, err := exec.CommandContext(ctx, "getent", "hosts", "--", input.Host).Output()
	var failed *exec.ExitError
	switch {
	case err == nil:
		c.JSON(http.StatusOK, gin.H{"host": input.Host, "output": string(output)})
	case errors.As(err, &failed), ctx.Err() != nil:
		problem(c, http.StatusNotFound, "The host has no address.")
	default:
		_ = c.Error(err)
	}
}

// endregion
