package printing

import (
	"hash/fnv"
	"testing"

	"ocoptrace/trace"
	"ocoptrace/trace/tracetest"
)

// goods are a product and the lot of its one batch.
type goods struct{ product, lot string }

// variety are the goods between which a label's room varies most: the shortest
// texts and link that there can be; the usual ones; the longest name, link and
// lot, with everything that food states; and a spirit, whose label warns.
var variety = []goods{{"mi", "1"}, {"gao-seng-cu", "ST-01"}, {"lap-xuong", "LX-2026-11-20-CA-SA1"}, {"ruou", "RN-0926"}}

// varied picks the goods with which the n-th template is tried on a stock by a
// writer: always the same. Neighbouring templates have different ones, and with
// which they begin varies from one stock and writer to the next.
func varied(n int, stock, writer string) goods {
	h := fnv.New32a()
	h.Write([]byte(stock + " " + writer))
	return variety[(uint32(n)+h.Sum32()%uint32(len(variety)))%uint32(len(variety))]
}

// varietyWorld has a batch of each of the goods.
func varietyWorld(t testing.TB) *tracetest.World {
	t.Helper()
	w := rice(t)
	w.State(t,
		&trace.Product{ID: "mi", Entity: "htx-gao-ruong-mau", Name: "Mì", Group: "I.3b", Taxonomy: "26/2026"},
		sausage(), spirit())
	for _, g := range variety {
		if g.product != "gao-seng-cu" {
			stateBatch(t, w, &trace.Batch{Product: g.product, Lot: g.lot, Produced: day(t, "2026-11-20"), Quantity: 100, Unit: "gói"})
		}
	}
	return w
}

// sausage has a name of 145 letters.
func sausage() *trace.Product {
	p := cake()
	p.ID, p.GTIN, p.LabelName, p.Net = "lap-xuong", "09520000000028", "", "500 g"
	p.Name = "Lạp xưởng Cao Bằng làm từ thịt lợn đen nuôi tại địa phương, ướp rượu trắng, nước gừng và lá mắc mật, sấy bằng than củi, đóng gói hút chân không 500 g"
	p.NameEn = "Cao Bang dried sausage of local black pork with rice spirit, ginger and mac mat leaves, vacuum packed"
	p.Ingredients = "Thịt lợn nạc, mỡ lợn, rượu trắng, đường, muối, nước gừng, ruột lợn khô, lá mắc mật, chất bảo quản (natri nitrit, INS 250)"
	p.IngredientsEn = "Lean pork, pork fat, rice spirit, sugar, salt, ginger juice, dried pork casing, mac mat leaves, preservative (sodium nitrite, INS 250)"
	p.Nutrition.PerEn = "100 g"
	return p
}

func spirit() *trace.Product {
	return &trace.Product{
		ID: "ruou", Entity: "htx-gao-ruong-mau", Name: "Rượu ngô men lá", NameEn: "Corn spirit with leaf yeast", GTIN: "09520000000035",
		Group: "II.1a", Taxonomy: "26/2026", Net: "500 ml", AlcoholPermille: 295, Origin: "Sản xuất tại Việt Nam", OriginEn: "Made in Viet Nam",
		Ingredients: "Ngô, men lá, nước", IngredientsEn: "Corn, leaf yeast, water", Storage: "Nơi khô mát.", StorageEn: "Cool and dry.",
		Warning:   "Người dưới 18 tuổi, phụ nữ mang thai và người điều khiển phương tiện giao thông không được uống.",
		WarningEn: "Not for people under 18, pregnant women, or anybody who drives.",
		Usage:     "Uống trực tiếp, không quá 2 ly mỗi ngày.", UsageEn: "Drink as it is, no more than two glasses a day.",
		Standard: "TCCS 01:mẫu", Declaration: "01/MẪU/2026",
	}
}
