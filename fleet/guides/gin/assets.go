// region: assets
package main

import (
	"embed"
	"io/fs"
	"net/http"

	"github.com/gin-gonic/gin"
)

// What is embedded is fixed when the app is built; files whose names begin with a dot are left out.
//
//go:embed public
var embedded embed.FS

// filesOnly hides folders, and with them their listings.
type filesOnly struct{ fs.FS }

func (f filesOnly) Open(name string) (fs.File, error) {
	file, err := f.FS.Open(name)
	if err != nil {
		return nil, err
	}
	if info, err := file.Stat(); err != nil || info.IsDir() {
		_ = file.Close()
		return nil, fs.ErrNotExist
	}
	return file, nil
}

func serveAssets(r *gin.Engine) error {
	public, err := fs.Sub(embedded, "public")
	if err != nil {
		return err
	}
	r.StaticFS("/assets", http.FS(filesOnly{public}))
	return nil
}

// endregion
