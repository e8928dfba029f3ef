package press

import (
	"reflect"
	"testing"

	"ocoptrace/label/layout"
)

func TestOwnTemplates(t *testing.T) {
	w := open(t)
	own := stamp
	own.ID, own.Name.Vi, own.Letters = "tem-rieng", "Tem <riêng> & nhỏ", 10
	own.Logo = &layout.Logo{W: 9, H: 2, Bits: []byte{0xff, 0x80, 0x01, 0}}
	check(t, w.SaveTemplate(t.Context(), htx, "lan", own))
	templates, err := w.Templates(t.Context(), htx)
	check(t, err)
	if len(templates) != 1 || !reflect.DeepEqual(templates[0], own) {
		t.Errorf("%+v", templates)
	}
	w.run(t)
	o := order(3)
	o.Template = own
	job := w.ready(t, o)
	if !reflect.DeepEqual(job.Template, own) {
		t.Errorf("%+v", job.Template)
	}

	bad := stamp
	bad.Foot, bad.Letters = nil, 1000
	err = w.SaveTemplate(t.Context(), htx, "lan", bad)
	is(t, err, ErrDesign)
	is(t, err, layout.ErrTemplate)
	bad = stamp
	bad.ID = "Tem"
	is(t, w.SaveTemplate(t.Context(), htx, "lan", bad), ErrDesign)
}
