package consoletest

import "ocoptrace/trace"

// Other is a producer that the tests' users are not of.
const Other = "hkd-gio-cha-mau"

func otherEntity() *trace.Entity {
	return &trace.Entity{
		ID: Other, Name: "Hộ kinh doanh Giò Chả Mẫu", EntityKind: "household", CommuneCode: "10000",
		Commune: "Xã Ước Lễ", ProvinceCode: "01", Sample: true,
	}
}

func otherProduct() *trace.Product {
	return &trace.Product{
		ID: "gio-lua", Entity: Other, Name: "Giò lụa", Group: "I.3b", Taxonomy: "26/2026",
		DateKind: trace.DateExpires, ShelfLifeDays: 10, Sample: true,
	}
}
