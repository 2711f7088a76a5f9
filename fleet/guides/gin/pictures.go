// region: pictures
package main

import (
	"bytes"
	"errors"
	"image"
	_ "image/jpeg"
	_ "image/png"
)

const maxPixels = 4096

// pictureFormat gives "png" or "jpeg": the content says what it is, not the client.
// image knows only the decoders that are imported above.
func pictureFormat(content []byte) (string, error) {
	config, format, err := image.DecodeConfig(bytes.NewReader(content))
	if err == nil && (config.Width > maxPixels || config.Height > maxPixels) {
		err = errors.New("the picture is too large")
	}
	return format, err
}

// endregion
