package main

import (
	"net/http"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"
)

// countedByLabel counts requests by key, which makes each key a time series of its own.
func countedByLabel() http.Handler {
	requests := promauto.NewCounterVec(prometheus.CounterOpts{
		Name: "api_requests_total",
		Help: "Requests by API key.",
	}, []string{"api_key"})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		requests.WithLabelValues(r.Header.Get("X-API-Key")).Inc()
		things(w, r)
	})
}
