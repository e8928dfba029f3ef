package inspector

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/web"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
	"ocoptrace/trace/pack"
)

// packPath is where packs are fetched.
const packPath = "/console/inspector/pack"

// packScope is whose goods are asked for: ?province=CODE or ?entities=ID,ID; by
// an inspector of a province, of none other.
func (v *visit) packScope() (pack.Scope, error) {
	scope := pack.Scope{Provinces: slices.DeleteFunc(strings.Split(v.Value("province"), ","), empty), Entities: slices.DeleteFunc(strings.Split(v.Value("entities"), ","), empty)}
	if len(scope.Provinces) > 0 && len(scope.Entities) > 0 || len(scope.Entities) > 100 {
		return scope, web.Status(http.StatusBadRequest)
	}
	for _, code := range scope.Provinces {
		if _, known := ocop.ProvinceByCode(code); !known {
			return scope, web.Status(http.StatusBadRequest)
		}
		if v.User.Province != "" && code != v.User.Province {
			return scope, web.Status(http.StatusForbidden)
		}
	}
	for _, id := range scope.Entities {
		e, err := v.Registry.Entity(v.Ctx(), id)
		if errors.Is(err, trace.ErrNotFound) {
			return scope, web.Status(http.StatusNotFound)
		}
		if err != nil {
			return scope, err
		}
		if !v.User.Over(e.ID, e.ProvinceCode) {
			return scope, web.Status(http.StatusForbidden)
		}
	}
	if len(scope.Provinces)+len(scope.Entities) == 0 && v.User.Province != "" {
		scope.Provinces = []string{v.User.Province}
	}
	return scope, nil
}

func empty(s string) bool { return s == "" }

// sendPack answers with a pack. One is made at a time: it reads the whole log.
func sendPack(v *visit) error {
	scope, err := v.packScope()
	if err != nil {
		return err
	}
	v.packing.Lock()
	defer v.packing.Unlock()
	file, _, err := v.Registry.Pack(v.Ctx(), scope)
	if errors.Is(err, pack.ErrTooLarge) || errors.Is(err, trace.ErrTooManyTags) {
		return web.Status(http.StatusRequestEntityTooLarge)
	}
	if err != nil {
		return err
	}
	h := v.W.Header()
	h.Set("Content-Type", "application/octet-stream")
	h.Set("Content-Disposition", `attachment; filename="ocoptrace.pack"`)
	h.Set("Content-Length", strconv.Itoa(len(file)))
	_, err = v.W.Write(file)
	return err
}
