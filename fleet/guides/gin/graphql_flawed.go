package main

import (
	"context"
	"encoding/json"
	"io"
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/graphql-go/graphql"
)

type openQuery struct {
	Query         string
	Variables     map[string]any
	OperationName string
}

// serveAnyGraphQL answers queries as deep, as wide and as many at once as the client likes.
func serveAnyGraphQL(schema graphql.Schema) gin.HandlerFunc {
	return func(c *gin.Context) {
		body, err := io.ReadAll(c.Request.Body)
		if err != nil {
			showError(c, err)
			return
		}
		run := func(q openQuery) *graphql.Result {
			return graphql.Do(graphql.Params{
				Schema:         schema,
				RequestString:  q.Query,
				VariableValues: q.Variables,
				OperationName:  q.OperationName,
				Context:        context.WithValue(c.Request.Context(), callerKey{}, c.GetString("user")),
			})
		}
		var batch []openQuery
		if json.Unmarshal(body, &batch) == nil {
			results := []*graphql.Result{}
			for _, q := range batch {
				results = append(results, run(q))
			}
			c.JSON(http.StatusOK, results)
			return
		}
		var one openQuery
		if err := json.Unmarshal(body, &one); err != nil {
			showError(c, err)
			return
		}
		c.JSON(http.StatusOK, run(one))
	}
}
