package main

import (
	"net/http"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

const (
	cleanEvery  = time.Second
	forgetAfter = 2 * time.Second
)

type caller struct {
	limiter  *rate.Limiter
	lastSeen time.Time
}

// callers has a limiter for every key that was used lately.
type callers struct {
	mutex sync.Mutex
	byKey map[string]*caller
}

func (c *callers) allow(key string) bool {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	known, ok := c.byKey[key]
	if !ok {
		known = &caller{limiter: rate.NewLimiter(requestsPerSecond, burst)}
		c.byKey[key] = known
	}
	known.lastSeen = time.Now()
	return known.limiter.Allow()
}

// clean forgets those who have not called for a while. Their buckets are full again by then, so that
// nobody gets a request more by being forgotten.
func (c *callers) clean() {
	for range time.Tick(cleanEvery) {
		c.mutex.Lock()
		for key, caller := range c.byKey {
			if time.Since(caller.lastSeen) > forgetAfter {
				delete(c.byKey, key)
			}
		}
		c.mutex.Unlock()
	}
}

func limitedAndCleaned() http.Handler {
	callers := callers{byKey: make(map[string]*caller)}
	go callers.clean()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !callers.allow(r.Header.Get("X-API-Key")) {
			http.Error(w, "too many requests", http.StatusTooManyRequests)
			return
		}
		things(w, r)
	})
}
