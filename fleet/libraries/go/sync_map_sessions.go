package main

import (
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

type session struct {
	started  time.Time
	requests atomic.Int64
}

// withSessions starts a session with the first request of a key, and ends none.
func withSessions() http.Handler {
	var sessions sync.Map
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		loaded, _ := sessions.LoadOrStore(r.Header.Get("X-API-Key"), &session{started: time.Now()})
		current := loaded.(*session)
		writeJSON(w, map[string]any{"started": current.started, "requests": current.requests.Add(1)})
	})
}
