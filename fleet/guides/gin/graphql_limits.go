// region: graphql-limits
package main

import (
	"errors"
	"strings"

	"github.com/graphql-go/graphql/language/ast"
	"github.com/graphql-go/graphql/language/parser"
)

const maxDepth, maxAliases, maxSelections = 6, 5, 60

// walk measures a query before it is run. Fragments that name each other end at maxSelections.
type walk struct {
	fragments           map[string]*ast.SelectionSet
	aliases, selections int
}

func withinLimits(query string) error {
	document, err := parser.Parse(parser.ParseParams{Source: query, Options: parser.ParseOptions{NoLocation: true}})
	if err != nil {
		return errors.New("the query is malformed")
	}
	w := walk{fragments: map[string]*ast.SelectionSet{}}
	for _, one := range document.Definitions {
		if fragment, ok := one.(*ast.FragmentDefinition); ok {
			w.fragments[fragment.Name.Value] = fragment.SelectionSet
		}
	}
	for _, one := range document.Definitions {
		if operation, ok := one.(*ast.OperationDefinition); ok && !w.allows(operation.SelectionSet, 1) {
			return errors.New("the query is too large, or asks for the schema")
		}
	}
	return nil
}

func (w *walk) allows(set *ast.SelectionSet, depth int) bool {
	if set == nil {
		return true
	}
	for _, one := range set.Selections {
		next, deeper := set, depth
		switch node := one.(type) {
		case *ast.Field:
			if strings.HasPrefix(node.Name.Value, "__") && node.Name.Value != "__typename" {
				return false // introspection
			}
			if node.Alias != nil {
				w.aliases++
			}
			w.selections += len(node.Directives)
			next, deeper = node.SelectionSet, depth+1
		case *ast.InlineFragment:
			next = node.SelectionSet
		case *ast.FragmentSpread:
			next = w.fragments[node.Name.Value]
		}
		w.selections++
		if w.selections > maxSelections || w.aliases > maxAliases || depth > maxDepth || !w.allows(next, deeper) {
			return false
		}
	}
	return true
}

// endregion
