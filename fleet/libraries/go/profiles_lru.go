package main

import (
	"log"
	"net/http"

	"github.com/hashicorp/golang-lru/v2"
)

// profilesInLRU keeps the profiles of the 1,000 keys that asked last.
func profilesInLRU() http.Handler {
	profiles, err := lru.New[string, profile](1_000)
	if err != nil {
		log.Fatal(err)
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		key := r.Header.Get("X-API-Key")
		found, ok := profiles.Get(key)
		if !ok {
			found = loadProfile(key)
			profiles.Add(key, found)
		}
		writeJSON(w, found)
	})
}
