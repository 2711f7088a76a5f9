package main

import (
	"database/sql"

	"github.com/gin-gonic/gin"
)

// administerForAll asks for a login and for no role.
func administerForAll(r *gin.Engine, db *sql.DB) {
	announcements := announcementRoutes{db}
	r.GET("/admin/users", openUserList{db}.list)
	r.POST("/admin/announcements", announcements.create)
	r.DELETE("/admin/announcements/:id", announcements.remove)
}
