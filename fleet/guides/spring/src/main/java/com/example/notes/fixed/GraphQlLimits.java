package com.example.notes.fixed;

// region: fix
import graphql.analysis.MaxQueryComplexityInstrumentation;
import graphql.analysis.MaxQueryDepthInstrumentation;
import graphql.execution.instrumentation.Instrumentation;
import graphql.schema.visibility.NoIntrospectionGraphqlFieldVisibility;
import org.springframework.boot.graphql.autoconfigure.GraphQlSourceBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class GraphQlLimits {
  @Bean
  Instrumentation depth() {
    return new MaxQueryDepthInstrumentation(6);
  }

  @Bean
  Instrumentation fields() { // a field counts once for every alias, wherever fragments repeat it
    return new MaxQueryComplexityInstrumentation(60);
  }

  @Bean
  Instrumentation aliasesAndDirectives() {
    return new QueryLimits(50, 5, 5);
  }

  @Bean
  GraphQlSourceBuilderCustomizer noIntrospection() { // or spring.graphql.schema.introspection.enabled=false
    return builder -> builder.configureRuntimeWiring(wiring ->
        wiring.fieldVisibility(NoIntrospectionGraphqlFieldVisibility.NO_INTROSPECTION_FIELD_VISIBILITY));
  }
}
// endregion
