package table

import (
	"reflect"
	"testing"

	"ocoptrace/trace"
)

var testSchema = Schema{
	{Key: "product", Names: []string{"Tên sản phẩm", "Sản phẩm"}, Required: true},
	{Key: "produced", Names: []string{"Ngày sản xuất", "NSX"}, Required: true},
	{Key: "address", Names: []string{"Địa chỉ"}},
}

func TestGuess(t *testing.T) {
	for _, c := range []struct {
		name   string
		header []string
		want   Mapping
	}{
		{"other case and tones", []string{"STT", "TEN SAN PHAM", "ngày  sx", "nsx", "ĐỊA CHỈ"}, Mapping{"product": 1, "produced": 3, "address": 4}},
		{"more words behind", []string{"Sản phẩm (theo chứng nhận)", "NSX dd/mm/yyyy"}, Mapping{"product": 0, "produced": 1}},
		{"the exact one first", []string{"Sản phẩm khác", "Sản phẩm"}, Mapping{"product": 1}},
		{"keys", []string{"produced", "product"}, Mapping{"product": 1, "produced": 0}},
		{"nothing", []string{"a", ""}, Mapping{}},
	} {
		if got := testSchema.Guess(Row{1, c.header}); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestCheckMapping(t *testing.T) {
	header := Row{1, []string{"a", "b", "c"}}
	for _, c := range []struct {
		name string
		m    Mapping
		want trace.Problems
	}{
		{"good", Mapping{"product": 0, "produced": 2}, nil},
		{"lacking", Mapping{"product": 0}, trace.Problems{{Field: "produced", Key: "tableColumnNeeded"}}},
		{"absent", Mapping{"product": 0, "produced": 1, "address": 3}, trace.Problems{{Field: "address", Key: "tableColumnAbsent", Args: []any{int64(4)}}}},
		{"twice", Mapping{"product": 1, "produced": 1}, trace.Problems{{Field: "produced", Key: "tableColumnTwice", Args: []any{"b"}}}},
	} {
		if got := testSchema.Check(c.m, header); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestValues(t *testing.T) {
	got := Mapping{"product": 1, "address": 5}.Values(Row{3, []string{"1", "mat-ong"}})
	if want := map[string]string{"product": "mat-ong", "address": ""}; !reflect.DeepEqual(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
