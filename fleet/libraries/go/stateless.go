package main

import (
	"crypto/sha256"
	"crypto/subtle"
	"net/http"
	"os"
)

// comparedOnly answers the partner from its own plan and everybody else from the free one.
func comparedOnly() http.Handler {
	partner := sha256.Sum256([]byte(os.Getenv("PARTNER_KEY")))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		// Hashes have one length, so that the comparison does not tell how long the partner's key is.
		given := sha256.Sum256([]byte(r.Header.Get("X-API-Key")))
		plan := "free"
		if subtle.ConstantTimeCompare(given[:], partner[:]) == 1 {
			plan = "partner"
		}
		writeJSON(w, map[string]string{"plan": plan})
	})
}
