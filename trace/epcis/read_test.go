package epcis

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"
	"testing"
)

func mustParse(t testing.TB, text string) Event {
	t.Helper()
	e, err := ParseEvent([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestEventsComeBackEqual(t *testing.T) {
	for _, text := range sampleEvents {
		e := mustParse(t, text)
		out := e.AppendJSON(nil)
		again := mustParse(t, string(out))
		if !reflect.DeepEqual(e, again) {
			t.Errorf("read back otherwise:\n%s", out)
		}
		if !bytes.Equal(out, again.AppendJSON(nil)) {
			t.Errorf("written otherwise the second time:\n%s", out)
		}
		if !sameJSON(t, []byte(text), out) {
			t.Errorf("content changed:\n%s\n%s", text, out)
		}
	}
}

// sameJSON compares documents by encoding/json, with numbers as written.
func sameJSON(t testing.TB, a, b []byte) bool {
	t.Helper()
	return reflect.DeepEqual(tree(t, a), tree(t, b))
}

func tree(t testing.TB, data []byte) any {
	t.Helper()
	var v any
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	if err := d.Decode(&v); err != nil {
		t.Fatal(err)
	}
	return v
}

func TestUserMembersStayByteForByte(t *testing.T) {
	e := mustParse(t, lotEvent)
	out := e.AppendJSON(nil)
	for _, want := range []string{
		`"ocop:note":{"vi":"Chè Shan tuyết \u00e9","n":[1.0, 2]}`,
		`"ilmd":{"cbvmda:lotNumber":"CHE-01","ocop:stars": 4.0 ,"ocop:lots":[1,"2",{"ocop:x":null}]}`,
		`"quantity":120.50`,
		`"eventTime":"2026-05-04T08:00:00.250+07:00"`,
	} {
		if !bytes.Contains(out, []byte(want)) {
			t.Errorf("%s is not in\n%s", want, out)
		}
	}
	if got := e.EventTime.Time().Format("15:04:05.000"); got != "01:00:00.250" {
		t.Errorf("event time in UTC is %s", got)
	}
}

func TestNotJSON(t *testing.T) {
	for _, text := range []string{"", "{", `{"type":"ObjectEvent","type":"ObjectEvent"}`, "{\"a:b\":\"\xff\"}", `{"type":}`, `[1,]`} {
		if _, err := ParseEvent([]byte(text)); !errors.Is(err, ErrSyntax) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestCheckOfProgramsOwnEvent(t *testing.T) {
	e := mustParse(t, transformEvent)
	e.Context = nil
	if err := e.Check(); err != nil {
		t.Error(err)
	}
	e.OutputQuantityList, e.TransformationID = nil, ""
	if err := e.Check(); !errors.Is(err, ErrMissing) {
		t.Errorf("no output, no transformationID: %v", err)
	}
}

func FuzzRoundTrip(f *testing.F) {
	for _, text := range sampleEvents {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		e, err := ParseEvent(data)
		if err != nil {
			return
		}
		out := e.AppendJSON(nil)
		again, err := ParseEvent(out)
		if err != nil {
			t.Fatalf("what was written is refused: %v\n%s", err, out)
		}
		if !reflect.DeepEqual(e, again) {
			t.Fatalf("read back otherwise:\n%q\n%q", data, out)
		}
		if !sameJSON(t, data, out) {
			t.Fatalf("content changed:\n%q\n%q", data, out)
		}
		if a, b := e.PreHash(nil), again.PreHash(nil); a != b {
			t.Fatalf("hashed text became\n%q\n%q", a, b)
		}
	})
}
