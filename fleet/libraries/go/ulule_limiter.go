package main

import (
	"net/http"
	"time"

	"github.com/ulule/limiter/v3"
	"github.com/ulule/limiter/v3/drivers/middleware/stdlib"
	"github.com/ulule/limiter/v3/drivers/store/memory"
)

// limitedByUlule allows 1,000 requests an hour for each key.
func limitedByUlule() http.Handler {
	rate := limiter.Rate{Period: time.Hour, Limit: 1_000}
	perKey := stdlib.NewMiddleware(
		limiter.New(memory.NewStore(), rate),
		stdlib.WithKeyGetter(func(r *http.Request) string { return r.Header.Get("X-API-Key") }),
	)
	return perKey.Handler(http.HandlerFunc(things))
}
