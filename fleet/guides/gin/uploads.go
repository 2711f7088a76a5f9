// region: uploads
package main

import (
	"errors"
	"io"
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"
)

const maxAvatar = 1 << 20

func (a avatarRoutes) create(c *gin.Context) {
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, maxAvatar)
	file, _, err := c.Request.FormFile("file")
	if tooLarge := new(http.MaxBytesError); errors.As(err, &tooLarge) {
		problem(c, http.StatusRequestEntityTooLarge, "The file is larger than 1 MB.")
		return
	} else if err != nil {
		problem(c, http.StatusBadRequest, "The form has no file.")
		return
	}
	defer file.Close()
	content, err := io.ReadAll(file)
	if err != nil {
		_ = c.Error(err)
		return
	}
	format, err := pictureFormat(content)
	if err != nil {
		problem(c, http.StatusUnsupportedMediaType, "Send a PNG or JPEG of at most 4096 by 4096 pixels.")
		return
	}
	name := uuid.NewString() + "." + format // never the name that the client sends
	if err := a.keep(c, name, content); err != nil {
		_ = c.Error(err)
		return
	}
	c.JSON(http.StatusCreated, gin.H{"url": "/avatars/" + name})
}

// endregion

// region: downloads
func (a avatarRoutes) get(c *gin.Context) {
	file, err := a.folder.Open(c.Param("name")) // os.Root stays below its folder
	if err != nil {
		problem(c, http.StatusNotFound, "There is no such picture.")
		return
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil || info.IsDir() {
		problem(c, http.StatusNotFound, "There is no such picture.")
		return
	}
	c.Header("X-Content-Type-Options", "nosniff")
	c.Header("Content-Disposition", "attachment")
	http.ServeContent(c.Writer, c.Request, info.Name(), info.ModTime(), file)
}

// endregion
