// region: graphql
package main

import (
	"context"
	"log/slog"
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/graphql-go/graphql"
)

// queryInput is one query: a list of them does not fit, so there are no batches.
type queryInput struct {
	Query         string         `json:"query" binding:"required,max=2000"`
	Variables     map[string]any `json:"variables"`
	OperationName string         `json:"operationName"`
}

func serveGraphQL(schema graphql.Schema) gin.HandlerFunc {
	return func(c *gin.Context) {
		var input queryInput
		if !bindJSON(c, &input) {
			return
		}
		if err := withinLimits(input.Query); err != nil {
			c.JSON(http.StatusBadRequest, gin.H{"errors": []gin.H{{"message": err.Error()}}})
			return
		}
		result := graphql.Do(graphql.Params{
			Schema:         schema,
			RequestString:  input.Query,
			VariableValues: input.Variables,
			OperationName:  input.OperationName,
			Context:        context.WithValue(c.Request.Context(), callerKey{}, c.GetString("user")),
		})
		if result.HasErrors() { // their messages name fields of the schema: "Did you mean …?"
			slog.Warn("query refused", "errors", result.Errors)
			c.JSON(http.StatusBadRequest, gin.H{"errors": []gin.H{{"message": "the query is not valid"}}})
			return
		}
		c.JSON(http.StatusOK, result)
	}
}

// endregion
