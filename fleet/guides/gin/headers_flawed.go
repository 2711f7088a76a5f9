package main

import "github.com/gin-gonic/gin"

// versionHeaders tells everybody what to look up.
func versionHeaders(c *gin.Context) {
	c.Header("Server", "gin/1.12.0")
	c.Header("X-Powered-By", "Go/1.26.8")
}
