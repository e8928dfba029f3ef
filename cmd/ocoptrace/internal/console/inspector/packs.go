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

// since is the pack that a device has, as ?since=SIZE&day=DAY&state=STATE says;
// false for none.
func (v *visit) since() (s pack.Since, has bool, err error) {
	if v.Value("since") == "" {
		return s, false, nil
	}
	s.State = v.Value("state")
	if s.Size, err = strconv.ParseInt(v.Value("since"), 10, 64); err == nil {
		s.Day, err = ocop.ParseDate(v.Value("day"))
	}
	if err != nil {
		return s, false, web.Status(http.StatusBadRequest)
	}
	return s, true, nil
}

// makePack makes a delta from the pack that the device has, or a whole one where
// it has none of which one can be made.
func (v *visit) makePack(scope pack.Scope) (file []byte, err error) {
	since, has, err := v.since()
	if err != nil {
		return nil, err
	}
	v.packing.Lock()
	defer v.packing.Unlock()
	if has {
		file, _, err = v.Registry.PackSince(v.Ctx(), scope, since)
		if !errors.Is(err, pack.ErrBase) {
			return file, err
		}
	}
	file, _, err = v.Registry.Pack(v.Ctx(), scope)
	return file, err
}

// sendPack answers with a pack or a delta. One is made at a time: it reads the
// whole log.
func sendPack(v *visit) error {
	scope, err := v.packScope()
	if err != nil {
		return err
	}
	file, err := v.makePack(scope)
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
