package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
)

// FuzzReadRows: what a spreadsheet or a program would write of some values is
// read back as they are, whatever the separator.
func FuzzReadRows(f *testing.F) {
	f.Add("gao-a", "L 1", "23/11/2026", "100", "túi")
	f.Add("a;b", `"q"`, "x,y", "line\nbreak", "\t")
	f.Add("\ufeff", " lead", "trail ", "", "'")
	f.Fuzz(func(t *testing.T, product, lot, produced, quantity, unit string) {
		values := []string{product, lot, produced, quantity, unit}
		for i, v := range values {
			values[i] = strings.TrimSpace(strings.ReplaceAll(strings.ToValidUTF8(v, ""), "\r", ""))
		}
		names := []string{"product", "lot", "produced", "quantity", "unit"}
		want := map[string]string{}
		for i, name := range names {
			want[name] = values[i]
		}
		if strings.Join(values, "") == "" {
			return
		}
		for _, comma := range ",;\t" {
			var b bytes.Buffer
			w := csv.NewWriter(&b)
			w.Comma = comma
			must(t, w.WriteAll([][]string{names, values}))
			checkRow(t, b.Bytes(), want)
		}
		text, err := json.Marshal([]map[string]string{want})
		must(t, err)
		checkRow(t, text, want)
	})
}

func checkRow(t *testing.T, text []byte, want map[string]string) {
	t.Helper()
	rows, err := readRows("f", text)
	if err != nil || len(rows) != 1 || !reflect.DeepEqual(rows[0].values, want) {
		t.Errorf("%q: read %v, %v; want %v", text, rows, err, want)
	}
}

// FuzzReadRowsOfAnything: it ends, and errors name the file and a line.
func FuzzReadRowsOfAnything(f *testing.F) {
	for _, s := range []string{"", "product,produced,quantity\n1,2,3\n", `[{"product":"a"}]`, `[{"product":{}}]`, "[", "[1]", "product;quantity\n", "\xff", `[{"lot":1e9}] x`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		rows, err := readRows("f", data)
		if err != nil && (!errors.Is(err, errInput) || !strings.Contains(err.Error(), "f:")) {
			t.Errorf("%q: %v", data, err)
		}
		lines := bytes.Count(data, []byte("\n")) + 1
		for _, r := range rows {
			if r.line < 1 || r.line > lines {
				t.Errorf("%q: line %d of %d", data, r.line, lines)
			}
			for name := range r.values {
				if !known(name) {
					t.Errorf("%q: field %q", data, name)
				}
			}
		}
	})
}

func known(name string) bool {
	for _, f := range batchFields {
		if f == name {
			return true
		}
	}
	return false
}

func TestLinesOfJSONRows(t *testing.T) {
	rows, err := readRows("f", []byte("[\n {\"lot\": \"a\"},\n\n {\"lot\":\n \"b\"}, {\"lot\": 5}]\n"))
	must(t, err)
	got := ""
	for _, r := range rows {
		got += fmt.Sprintf("%d:%s ", r.line, r.values["lot"])
	}
	if want := "2:a 4:b 5:5 "; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestURLProblem(t *testing.T) {
	for url, want := range map[string]string{
		"https://tx.example.vn":      "",
		"https://tx.example.vn:8443": "",
		"http://localhost:8080":      "",
		"http://127.0.0.1":           "",
		"https://xn--tr-uia.vn":      "",
		"https://tx.example.vn:443":  "names the usual port",
		"http://localhost:80":        "names the usual port",
		"https://tx.example.vn:":     "colon without a port",
		"https://Tx.example.vn":      "capital letters",
		"https://tx.example.vn?a":    "has a query",
		"https://tx.example.vn?":     "has a query",
		"https://tx.example.vn#a":    "has a fragment",
		"https://tx.example.vn#":     "has a fragment",
		"https://tx.example.vn/a":    "has a path",
		"https://tx.example.vn/":     "slash at the end",
		"https://me@tx.example.vn":   "user name",
		"https://192.0.2.1":          "neither a name nor",
		"https://[::1]":              "neither a name nor",
		"http://[::1]":               "is http",
		"http://127.0.0.2":           "is http",
		"http://tx.example.vn":       "is http",
		"https://trà.vn":             "neither a name nor",
		"https://a..vn":              "neither a name nor",
		"HTTPS://tx.example.vn":      "not written plainly",
		"https://":                   "no host",
		"ftp://tx.example.vn":        "does not begin with https://",
		"tx.example.vn":              "does not begin with https://",
		"https://a b":                "not a URL",
	} {
		got := urlProblem(url)
		if want == "" && got != "" || !strings.Contains(got, want) {
			t.Errorf("%s: %q, want %q", url, got, want)
		}
	}
}

func TestParseRange(t *testing.T) {
	for text, want := range map[string][2]int64{
		"1-48": {1, 48}, "7": {7, 7}, "3-3": {3, 3},
		"": {}, "0-3": {}, "5-4": {}, "-4": {}, "1-": {}, "1-2-3": {}, "a": {}, "1,2": {}, "99999999999999999999": {},
	} {
		from, to, err := parseRange(text)
		if [2]int64{from, to} != want || (err == nil) != (want[0] > 0) {
			t.Errorf("%q: %d, %d, %v; want %v", text, from, to, err, want)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"check", "check", 0}, {"chekc", "check", 1}, {"isue", "issue", 1}, {"issues", "issue", 1}, {"", "abc", 3}, {"restore", "register", 4}} {
		if got, back := distance(test.a, test.b), distance(test.b, test.a); got != test.want || back != test.want {
			t.Errorf("%q, %q: %d and %d, want %d", test.a, test.b, got, back, test.want)
		}
	}
}

// Every command has what its help needs.
func TestCommands(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range commands() {
		if seen[c.name] || c.about == "" || c.run == nil || !strings.HasPrefix(c.example, "ocoptrace "+c.name) {
			t.Errorf("%s: incomplete or twice", c.name)
		}
		seen[c.name] = true
	}
}
