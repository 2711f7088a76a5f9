// region: headers
package main

import (
	"net/http"

	"github.com/gin-gonic/gin"
)

// securityHeaders comes before the routes, so that errors and unknown paths have them too.
func securityHeaders(c *gin.Context) {
	c.Header("X-Content-Type-Options", "nosniff")
	c.Header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
	c.Header("Cache-Control", "no-store")
}

// setSession is for browsers: scripts cannot read the cookie, and other sites cannot send it with a form.
func setSession(c *gin.Context, token string) {
	http.SetCookie(c.Writer, &http.Cookie{
		Name:     "__Host-session", // browsers refuse this name without Secure and Path=/
		Value:    token,
		Path:     "/",
		MaxAge:   int(tokenLifetime.Seconds()),
		HttpOnly: true,
		Secure:   true,
		SameSite: http.SameSiteLaxMode,
	})
}

// endregion
