package main

import (
	"net/http"

	"github.com/jellydator/ttlcache/v3"
)

// profilesInTTLCache looks a profile up once and keeps it until the process ends.
func profilesInTTLCache() http.Handler {
	profiles := ttlcache.New(ttlcache.WithTTL[string, profile](ttlcache.NoTTL))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		key := r.Header.Get("X-API-Key")
		found := profiles.Get(key)
		if found == nil {
			found = profiles.Set(key, loadProfile(key), ttlcache.DefaultTTL)
		}
		writeJSON(w, found.Value())
	})
}
