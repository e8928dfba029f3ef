package inspector

import (
	"net/http"

	"ocoptrace/assets"
	"ocoptrace/cmd/ocoptrace/internal/web"
)

// appIcon is a picture of the application for a phone's screen: the program's
// mark, drawn from mark.svg. Its maskable form fills the square, with the mark in
// the safe zone (W3C Web Application Manifest, section 5.8.2).
type appIcon struct{ name, sizes, purpose string }

var icons = []appIcon{
	{"icon-192.png", "192x192", "any"},
	{"icon-512.png", "512x512", "any"},
	{"icon-maskable-512.png", "512x512", "maskable"},
}

func iconPaths() (all []string) {
	for _, i := range icons {
		all = append(all, appPath+i.name)
	}
	return all
}

// appIcons are the icons for the manifest, with the mark itself for those who
// scale it.
func (v *visit) appIcons() []map[string]string {
	var all []map[string]string
	for _, i := range icons {
		all = append(all, map[string]string{"src": appPath + i.name, "sizes": i.sizes, "type": "image/png", "purpose": i.purpose})
	}
	return append(all, map[string]string{"src": v.Page.Mark, "sizes": "any", "type": "image/svg+xml", "purpose": "any"})
}

// sendIcon answers with an icon.
func sendIcon(v *visit) error {
	png, err := assets.AppIcons.ReadFile("appicons/" + v.Variable("icon"))
	if err != nil {
		return web.Status(http.StatusNotFound)
	}
	h := v.W.Header()
	h.Set("Content-Type", "image/png")
	h.Set("Cache-Control", "public, max-age=86400")
	h.Set("X-Content-Type-Options", "nosniff")
	_, err = v.W.Write(png)
	return err
}
