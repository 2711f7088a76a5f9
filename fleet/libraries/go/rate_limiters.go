package main

import (
	"net/http"
	"sync"

	"golang.org/x/time/rate"
)

const (
	requestsPerSecond rate.Limit = 10_000
	burst                        = 10_000
)

// keyLimiters has a limiter for every key that was ever sent.
type keyLimiters struct {
	mutex sync.Mutex
	byKey map[string]*rate.Limiter
}

func (l *keyLimiters) of(key string) *rate.Limiter {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	limiter, known := l.byKey[key]
	if !known {
		limiter = rate.NewLimiter(requestsPerSecond, burst)
		l.byKey[key] = limiter
	}
	return limiter
}

func limitedForEver() http.Handler {
	limiters := keyLimiters{byKey: make(map[string]*rate.Limiter)}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !limiters.of(r.Header.Get("X-API-Key")).Allow() {
			http.Error(w, "too many requests", http.StatusTooManyRequests)
			return
		}
		things(w, r)
	})
}
