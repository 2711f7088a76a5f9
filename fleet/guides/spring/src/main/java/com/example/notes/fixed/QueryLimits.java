package com.example.notes.fixed;

// region: fix
import graphql.execution.AbortExecutionException;
import graphql.execution.instrumentation.DocumentAndVariables;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationExecutionParameters;
import graphql.language.Directive;
import graphql.language.Field;
import graphql.language.Node;
import java.util.ArrayDeque;
import java.util.List;

/** Counts what stands in a query, before it is validated. */
class QueryLimits extends SimplePerformantInstrumentation {
  private final int maxFields;
  private final int maxAliases;
  private final int maxDirectives;

  QueryLimits(int maxFields, int maxAliases, int maxDirectives) {
    this.maxFields = maxFields;
    this.maxAliases = maxAliases;
    this.maxDirectives = maxDirectives;
  }

  @Override
  public DocumentAndVariables instrumentDocumentAndVariables(
      DocumentAndVariables sent, InstrumentationExecutionParameters parameters, InstrumentationState state) {
    int fields = 0, aliases = 0, directives = 0;
    var open = new ArrayDeque<Node<?>>(List.of(sent.getDocument()));
    while (!open.isEmpty()) {
      Node<?> node = open.pop();
      if (node instanceof Field field) {
        fields++;
        if (field.getAlias() != null) aliases++;
      }
      if (node instanceof Directive) directives++;
      for (Node<?> child : node.getChildren()) open.push(child);
    }
    if (fields > maxFields || aliases > maxAliases || directives > maxDirectives) {
      throw new AbortExecutionException("query too large");
    }
    return sent;
  }
}
// endregion
