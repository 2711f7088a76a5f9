package main

import (
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/ulule/limiter/v3"
	mgin "github.com/ulule/limiter/v3/drivers/middleware/gin"
	"github.com/ulule/limiter/v3/drivers/store/memory"
)

// region: requests
// limitRequests counts per user, and per address for requests without a login.
func limitRequests() gin.HandlerFunc {
	perMinute := limiter.New(memory.NewStore(), limiter.Rate{Period: time.Minute, Limit: 600})
	return mgin.NewMiddleware(perMinute,
		mgin.WithKeyGetter(func(c *gin.Context) string {
			if user := c.GetString("user"); user != "" {
				return "user " + user
			}
			return "address " + c.ClientIP()
		}),
		mgin.WithLimitReachedHandler(func(c *gin.Context) {
			reset, _ := strconv.ParseInt(c.Writer.Header().Get("X-RateLimit-Reset"), 10, 64)
			tooMany(c, reset)
		}),
	)
}

// tooMany says when to come again; reset is a Unix time.
func tooMany(c *gin.Context, reset int64) {
	c.Header("Retry-After", strconv.FormatInt(max(reset-time.Now().Unix(), 1), 10))
	problem(c, http.StatusTooManyRequests, "Too many requests.")
}

// endregion
