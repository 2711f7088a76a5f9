package main

import (
	"database/sql"
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"
)

// region: require-role
// requireRole stands on the group, so that a route added later has it as well.
func requireRole(role string) gin.HandlerFunc {
	return func(c *gin.Context) {
		if c.GetString("role") != role {
			problem(c, http.StatusForbidden, "This needs the role "+role+".")
		}
	}
}

func administer(r *gin.Engine, db *sql.DB) {
	admin := r.Group("/admin", requireRole("admin"))
	announcements := announcementRoutes{db}
	admin.GET("/users", userList{db}.accounts)
	admin.POST("/announcements", announcements.create)
	admin.DELETE("/announcements/:id", announcements.remove)
}

// endregion

type announcementRoutes struct{ db *sql.DB }

func (a announcementRoutes) create(c *gin.Context) {
	var input struct {
		Text string `json:"text" binding:"required,max=1000"`
	}
	if !bindJSON(c, &input) {
		return
	}
	id := uuid.NewString()
	_, err := a.db.ExecContext(c.Request.Context(), "insert into announcements (id, author_id, text) values (?, ?, ?)",
		id, c.GetString("user"), input.Text)
	if err != nil {
		_ = c.Error(err)
		return
	}
	c.JSON(http.StatusCreated, gin.H{"id": id, "text": input.Text})
}

func (a announcementRoutes) remove(c *gin.Context) {
	result, err := a.db.ExecContext(c.Request.Context(), "delete from announcements where id = ?", c.Param("id"))
	if err != nil {
		_ = c.Error(err)
		return
	}
	if count, _ := result.RowsAffected(); count == 0 {
		problem(c, http.StatusNotFound, "There is no such announcement.")
		return
	}
	c.Status(http.StatusNoContent)
}
