package main

import (
	"net/http"

	"github.com/didip/tollbooth/v8"
	"github.com/didip/tollbooth/v8/limiter"
)

// limitedByTollbooth allows 10,000 requests a second for each address and key. Without options the
// buckets stay for the library's default of ten years.
func limitedByTollbooth() http.Handler {
	perKey := tollbooth.NewLimiter(10_000, nil)
	perKey.SetIPLookup(limiter.IPLookup{Name: "RemoteAddr"})
	// No values: the header is limited by each value that it has.
	perKey.SetHeader("X-API-Key", []string{})
	return tollbooth.LimitFuncHandler(perKey, things)
}
