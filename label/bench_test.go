package label

import "testing"

func BenchmarkEncode(b *testing.B) {
	for name, uri := range map[string]string{
		"short":        "https://tx.example.vn/x/7K3M9QP2XW4D",
		"digital-link": "https://tx.example.vn/01/09521234567896/10/L261123A/21/7K3M9QP2XW4D",
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Encode(uri); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
