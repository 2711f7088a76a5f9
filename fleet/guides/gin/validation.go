// region: validation
package main

import (
	"errors"
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/gin-gonic/gin/binding"
)

type noteInput struct {
	Title string  `json:"title" binding:"required,max=200"`
	Body  *string `json:"body" binding:"required,max=5000"` // a pointer: it may be empty, not missing
}

type pageInput struct {
	Limit int `form:"limit,default=20" binding:"min=1,max=100"`
}

func bindJSON(c *gin.Context, input any) bool {
	if c.ContentType() != binding.MIMEJSON { // forms of other sites cannot send this type
		problem(c, http.StatusUnsupportedMediaType, "Send application/json.")
		return false
	}
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, 64<<10)
	err := c.ShouldBindJSON(input)
	var tooLarge *http.MaxBytesError
	switch {
	case err == nil:
		return true
	case errors.As(err, &tooLarge):
		problem(c, http.StatusRequestEntityTooLarge, "The body is larger than 64 KiB.")
	default:
		problem(c, http.StatusBadRequest, "The body is not what the API description says.")
	}
	return false
}

func bindQuery(c *gin.Context, input any) bool {
	err := c.ShouldBindQuery(input)
	if err != nil {
		problem(c, http.StatusBadRequest, "A query parameter is missing or out of range.")
	}
	return err == nil
}

// endregion
