package main

import (
	"io"
	"net/http"

	"github.com/gin-gonic/gin"
)

// fetchAnything follows any address that it is given, to any network.
func fetchAnything(c *gin.Context) {
	var input struct {
		URL string `json:"url"`
	}
	if err := c.ShouldBindJSON(&input); err != nil {
		showError(c, err)
		return
	}
	response, err := http.Get(input.URL)
	if err != nil {
		showError(c, err)
		return
	}
	defer response.Body.Close()
	page, _ := io.ReadAll(response.Body)
	c.JSON(http.StatusOK, gin.H{"status": response.StatusCode, "title": titleOf(page)})
}
