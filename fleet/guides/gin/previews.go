package main

import (
	"io"
	"net/http"
	"net/url"
	"regexp"

	"github.com/gin-gonic/gin"
)

var titlePattern = regexp.MustCompile(`(?i)<title>([^<]{0,200})`)

// region: preview
func preview(c *gin.Context) {
	var input struct {
		URL string `json:"url" binding:"required,url,max=2000"`
	}
	if !bindJSON(c, &input) {
		return
	}
	target, err := url.Parse(input.URL)
	if err != nil || target.Scheme != "https" || target.User != nil {
		problem(c, http.StatusBadRequest, "Only addresses with https are fetched.")
		return
	}
	request, err := http.NewRequestWithContext(c.Request.Context(), http.MethodGet, target.String(), nil)
	if err != nil {
		problem(c, http.StatusBadRequest, "The address cannot be fetched.")
		return
	}
	response, err := publicClient.Do(request)
	if err != nil {
		problem(c, http.StatusBadRequest, "The address cannot be fetched.")
		return
	}
	defer response.Body.Close()
	page, _ := io.ReadAll(io.LimitReader(response.Body, 256<<10))
	c.JSON(http.StatusOK, gin.H{"status": response.StatusCode, "title": titleOf(page)})
}

// endregion

func titleOf(page []byte) string {
	if found := titlePattern.FindSubmatch(page); found != nil {
		return string(found[1])
	}
	return ""
}
