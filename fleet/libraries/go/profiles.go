package main

import "time"

// profile is what the service knows about the holder of a key.
type profile struct {
	Plan          string    `json:"plan"`
	RequestsADay  int       `json:"requestsADay"`
	LookedUpSince time.Time `json:"lookedUpSince"`
}

// loadProfile stands for a query of a database. A key that it has never seen is on the free plan.
func loadProfile(_ string) profile {
	return profile{Plan: "free", RequestsADay: 1_000, LookedUpSince: time.Now()}
}
