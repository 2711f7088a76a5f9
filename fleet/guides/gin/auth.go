// region: require-user
package main

import (
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"
)

// openRoutes need no login; every other one does.
var openRoutes = map[string]bool{
	"GET /":                 true,
	"GET /openapi.json":     true,
	"GET /assets/*filepath": true,
	"POST /register":        true,
	"POST /login":           true,
}

func requireUser(tokens *Tokens) gin.HandlerFunc {
	return func(c *gin.Context) {
		if c.FullPath() == "" || openRoutes[c.Request.Method+" "+c.FullPath()] {
			return // no such route, or an open one
		}
		scheme, token, _ := strings.Cut(c.GetHeader("Authorization"), " ")
		claims, err := tokens.verify(token)
		if !strings.EqualFold(scheme, "Bearer") || err != nil {
			c.Header("WWW-Authenticate", `Bearer realm="notes"`)
			problem(c, http.StatusUnauthorized, "Log in first.")
			return
		}
		c.Set("user", claims.Subject)
		c.Set("role", claims.Role)
	}
}

// endregion
