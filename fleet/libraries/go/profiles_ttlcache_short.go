package main

import (
	"net/http"
	"time"

	"github.com/jellydator/ttlcache/v3"
)

// profilesForTwoSeconds looks a profile up again when it is two seconds old, however often it was
// asked for.
func profilesForTwoSeconds() http.Handler {
	profiles := ttlcache.New(
		ttlcache.WithTTL[string, profile](2*time.Second),
		ttlcache.WithDisableTouchOnHit[string, profile](),
	)
	go profiles.Start()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		key := r.Header.Get("X-API-Key")
		found := profiles.Get(key)
		if found == nil {
			found = profiles.Set(key, loadProfile(key), ttlcache.DefaultTTL)
		}
		writeJSON(w, found.Value())
	})
}
