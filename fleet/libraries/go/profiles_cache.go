package main

import (
	"net/http"

	"github.com/patrickmn/go-cache"
)

// profilesInCache looks a profile up once and keeps it until the process ends.
func profilesInCache() http.Handler {
	profiles := cache.New(cache.NoExpiration, 0)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		key := r.Header.Get("X-API-Key")
		if found, ok := profiles.Get(key); ok {
			writeJSON(w, found)
			return
		}
		found := loadProfile(key)
		profiles.Set(key, &found, cache.NoExpiration)
		writeJSON(w, found)
	})
}
