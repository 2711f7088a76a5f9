package main

import (
	"net/http"
	"os/exec"

	"github.com/gin-gonic/gin"
)

// searchByText builds the statement from the parameter.
func (n openNotes) searchByText(c *gin.Context) {
	n.send(c, noteColumns+"where owner_id = '"+c.GetString("user")+"' and title like '%"+c.Query("q")+"%'")
}

// lookupByShell hands the parameter to a shell.
func lookupByShell(c *gin.Context) {
	output, _ := exec.CommandContext(c.Request.Context(), "sh", "-c", "getent hosts "+c.Query("host")).CombinedOutput()
	c.JSON(http.StatusOK, gin.H{"host": c.Query("host"), "output": string(output)})
}
