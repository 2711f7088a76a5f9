package main

import (
	"net/http"

	"github.com/gin-gonic/gin"
)

// serveFolder serves all that lies in the folder of the app, settings included.
func serveFolder(r *gin.Engine) {
	r.NoRoute(gin.WrapH(http.FileServer(http.Dir("webroot"))))
}
