package ocop

// Goods are a kind of goods by which the content of a label differs (the lists
// of Annex I of the decrees on goods labels).
type Goods string

// The kinds of goods. The annex has more kinds; their lists are not in the
// tables, so that of GoodsOther only the content of all goods is known.
const (
	GoodsFood    Goods = "food"
	GoodsAlcohol Goods = "alcohol"
	GoodsOther   Goods = "other"
)

type labelItem struct {
	Item
	goods Goods // empty: all
}

// LabelItems returns the compulsory content of the label of goods on a day:
// first that of all goods, then that of their kind, in the order of the decree.
// Since 23/01/2026 the former is Decree 37/2026/NĐ-CP, Art. 42; the latter is
// the list of the decree before, Unverified in the present one. None before
// 01/06/2017, where the tables begin.
//
// The items: name, responsible, origin; quantity, produced, expires,
// ingredients, warning, usage, storage; alcohol, lot. All are Public.
func LabelItems(on Date, goods Goods) (items []Item) {
	for _, it := range law.labelItems {
		if it.Source.On(on) && (it.goods == "" || it.goods == goods) {
			items = append(items, it.Item)
		}
	}
	return items
}

func (r *reader) readLabelItems() (all []labelItem) {
	r.table("label_items.csv", func(l line) {
		it := labelItem{Item: Item{
			ID: l.must("id"), Name: l.must("name"), NameEn: l.must("name_en"),
			IfAny: l.yes("if_any"), Public: true, Source: l.source(),
		}}
		if goods := l.one("goods", "all", string(GoodsFood), string(GoodsAlcohol)); goods != "all" {
			it.goods = Goods(goods)
		}
		all = append(all, it)
	})
	return all
}
