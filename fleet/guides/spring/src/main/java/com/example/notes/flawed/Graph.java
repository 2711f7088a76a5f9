package com.example.notes.flawed;

import graphql.ExecutionInput;
import java.util.ArrayList;
import java.util.Map;
import org.springframework.graphql.execution.GraphQlSource;
import org.springframework.web.bind.annotation.*;
import tools.jackson.databind.JsonNode;

@RestController
class Graph {
  private final GraphQlSource source;

  Graph(GraphQlSource source) {
    this.source = source;
  }

  /** One query or as many as the client likes, of any depth. */
  @PostMapping("/graphql")
  Object execute(@RequestBody JsonNode sent) {
    if (!sent.isArray()) return answer(sent);
    var answers = new ArrayList<Map<String, Object>>();
    sent.forEach(one -> answers.add(answer(one)));
    return answers;
  }

  private Map<String, Object> answer(JsonNode sent) {
    return source.graphQl().execute(ExecutionInput.newExecutionInput(sent.get("query").asString()).build()).toSpecification();
  }
}
