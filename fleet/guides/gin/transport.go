// region: transport
package main

import (
	"cmp"
	"net/http"
	"os"

	"github.com/gin-gonic/gin"
)

// The proxy that ends TLS. From other addresses the X-Forwarded headers mean nothing.
const tlsProxy = "127.0.0.1"

// The name comes from the settings: with the Host header a client would choose where the redirect leads.
var publicHost = cmp.Or(os.Getenv("PUBLIC_HOST"), "api.example.com")

func secureTransport(c *gin.Context) {
	if c.RemoteIP() == tlsProxy && c.GetHeader("X-Forwarded-Proto") == "http" {
		c.Redirect(http.StatusPermanentRedirect, "https://"+publicHost+c.Request.URL.RequestURI())
		c.Abort()
		return
	}
	// One year; browsers ignore it where it comes over plain HTTP.
	c.Header("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
}

// endregion
