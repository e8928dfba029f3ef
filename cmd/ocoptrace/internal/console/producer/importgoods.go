package producer

import (
	"context"
	"regexp"
	"strconv"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/table"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
	"ocoptrace/trace/place"
)

// goodsIntake takes in new products.
var goodsIntake = &intake{
	form: "import/goods", path: "/console/import/goods", texts: "console.import.goods.",
	columns: table.Schema{
		{Key: "name", Names: []string{"Tên sản phẩm", "Sản phẩm", "product", "product name"}, Required: true},
		{Key: "group", Names: []string{"Bộ sản phẩm", "Nhóm sản phẩm", "Nhóm", "criteria set"}, Required: true},
		{Key: "net", Names: []string{"Khối lượng tịnh", "Quy cách", "Định lượng", "net quantity", "net weight"}},
		{Key: "shelfLife", Names: []string{"Hạn sử dụng", "HSD", "Thời hạn sử dụng", "Thời hạn bảo quản", "shelf life"}},
		{Key: "dateKind", Names: []string{"Loại hạn", "Kiểu hạn dùng", "date kind", "kind of end date"}},
		{Key: "nameEn", Names: []string{"Tên tiếng Anh", "name in english"}},
		{Key: "labelName", Names: []string{"Tên trên nhãn", "Tên ngắn", "short name"}},
		{Key: "gtin", Names: []string{"Mã vạch", "barcode", "bar code"}},
		{Key: "ingredients", Names: []string{"Thành phần"}},
		{Key: "ingredientsEn", Names: []string{"Thành phần tiếng Anh", "ingredients in english"}},
		{Key: "allergens", Names: []string{"Chất gây dị ứng", "Dị ứng"}},
		{Key: "storage", Names: []string{"Bảo quản", "Hướng dẫn bảo quản"}},
		{Key: "usage", Names: []string{"Hướng dẫn sử dụng", "Cách dùng", "instructions for use"}},
		{Key: "warning", Names: []string{"Cảnh báo", "Khuyến cáo"}},
		{Key: "origin", Names: []string{"Xuất xứ", "Nơi sản xuất"}},
		{Key: "standard", Names: []string{"Tiêu chuẩn", "Quy chuẩn", "TCCS"}},
		{Key: "declaration", Names: []string{"Số công bố", "Số tự công bố", "Số đăng ký công bố"}},
		{Key: "story", Names: []string{"Câu chuyện", "Câu chuyện sản phẩm"}},
		{Key: "storyEn", Names: []string{"Câu chuyện tiếng Anh", "story in english"}},
	},
	labels: map[string]string{
		"name": "console.goods.name", "group": "console.goods.group", "net": "console.goods.net", "shelfLife": "console.import.goods.shelfLife",
		"shelfLifeDays": "console.import.goods.shelfLife", "shelfLifeMonths": "console.import.goods.shelfLife",
		"dateKind": "console.goods.dateKind", "nameEn": "console.goods.nameEn", "labelName": "console.goods.labelName", "gtin": "console.goods.gtin",
		"ingredients": "console.goods.ingredients", "ingredientsEn": "console.goods.ingredientsEn", "allergens": "console.goods.allergens",
		"storage": "console.goods.storage", "usage": "console.goods.usage", "warning": "console.goods.warning", "origin": "console.goods.origin",
		"standard": "console.goods.standard", "declaration": "console.goods.declaration", "story": "console.goods.story", "storyEn": "console.goods.storyEn",
	},
}

// cellTexts are the members of a product that a cell is copied to.
func cellTexts(p *trace.Product) map[string]*string {
	return map[string]*string{
		"name": &p.Name, "net": &p.Net, "nameEn": &p.NameEn, "labelName": &p.LabelName, "gtin": &p.GTIN,
		"ingredients": &p.Ingredients, "ingredientsEn": &p.IngredientsEn, "allergens": &p.Allergens, "storage": &p.Storage, "usage": &p.Usage,
		"warning": &p.Warning, "origin": &p.Origin, "standard": &p.Standard, "declaration": &p.Declaration, "story": &p.Story, "storyEn": &p.StoryEn,
	}
}

// goodsRows are the rows of a file of products, held against the registry and
// the rows before. A product that is there is never changed by a file.
func goodsRows(ctx context.Context, r *reading) ([]*importRow, error) {
	maker, err := r.registry.Entity(ctx, r.entity)
	if err != nil {
		return nil, err
	}
	taxonomy := ocop.CurrentTaxonomy(r.today)
	rows := make([]*importRow, len(r.table.Rows))
	times := make(map[string]int)
	for i, line := range r.table.Rows {
		p := &trace.Product{Sample: maker.Sample, Entity: r.entity, Taxonomy: taxonomy}
		rows[i] = readGoods(line, r.mapping.Values(line), p)
		rows[i].key = goodsIntake.key(r, line, times)
	}
	fresh, err := r.known(ctx, rows)
	if err == nil {
		err = r.nameGoods(ctx, fresh)
	}
	if err != nil {
		return nil, err
	}
	return rows, r.rehearseGoods(ctx, fresh)
}

// nameGoods finds products of one name twice, and gives the others an id each.
func (r *reading) nameGoods(ctx context.Context, rows []*importRow) error {
	goods, err := r.registry.ProductsOf(ctx, r.entity)
	if err != nil {
		return err
	}
	there, lines, ids := make(map[string]bool), make(map[string]int), make(map[string]bool)
	for _, p := range goods {
		there[place.Fold(p.Name)] = true
	}
	for _, row := range rows {
		p := row.Fact.(*trace.Product)
		name := place.Fold(p.Name)
		switch {
		case name == "":
		case there[name]:
			row.Problems = append(row.Problems, trace.Problem{Field: "name", Key: "importKnown", Args: []any{console.Shorten(p.Name)}})
		case lines[name] > 0:
			row.Problems = append(row.Problems, trace.Problem{Field: "name", Key: "importTwice", Args: []any{console.Shorten(p.Name), int64(lines[name])}})
		default:
			lines[name] = row.Line
		}
		p.ID, err = freeID(p.Name, func(id string) error {
			if ids[id] {
				return nil
			}
			_, err := r.registry.Product(ctx, id)
			return err
		})
		if err != nil {
			return err
		}
		ids[p.ID] = true
	}
	return nil
}

// rehearseGoods adds what keeps products from being stated.
func (r *reading) rehearseGoods(ctx context.Context, rows []*importRow) error {
	for len(rows) > 0 {
		n := min(trace.MaxOrder, len(rows))
		facts := make([]trace.Fact, n)
		for i, row := range rows[:n] {
			facts[i] = row.Fact
		}
		found, err := r.registry.Rehearse(ctx, facts)
		if err != nil {
			return err
		}
		for i, row := range rows[:n] {
			row.Problems = console.Besides(row.Problems, found[i])
		}
		rows = rows[n:]
	}
	return nil
}

// readGoods is the product of a row.
func readGoods(r table.Row, cells map[string]string, p *trace.Product) *importRow {
	row := &importRow{Row: r, Fact: p}
	for key, value := range cellTexts(p) {
		*value = cells[key]
	}
	bad := func(field, key string, args ...any) {
		row.Problems = append(row.Problems, trace.Problem{Field: field, Key: key, Args: args})
	}
	if g, known := groupOf(p.Taxonomy, cells["group"]); known {
		p.Group, p.Service = g.Code, g.Service
	} else if cells["group"] != "" {
		bad("group", "unknownGroup", console.Shorten(cells["group"]), p.Taxonomy)
	}
	var ok bool
	if p.ShelfLifeDays, p.ShelfLifeMonths, ok = shelfLife(cells["shelfLife"]); !ok {
		bad("shelfLife", "importShelfLife", console.Shorten(cells["shelfLife"]))
	}
	if p.DateKind, ok = dateKindOf(cells["dateKind"], cells["shelfLife"] != ""); !ok {
		bad("dateKind", "importDateKind", console.Shorten(cells["dateKind"]))
	}
	return row
}

// groupOf is the criteria set of a code or a name.
func groupOf(taxonomy, cell string) (ocop.Group, bool) {
	for _, g := range ocop.Groups(taxonomy) {
		if cell != "" && (strings.EqualFold(cell, g.Code) || place.Fold(cell) == place.Fold(g.Name) || place.Fold(cell) == place.Fold(g.NameEn)) {
			return g, true
		}
	}
	return ocop.Group{}, false
}

var shelfLifePattern = regexp.MustCompile(`^([0-9]{1,4}) ?(ngay|thang|nam|days?|months?|years?)$`)

// shelfLife reads "12 tháng", "7 ngày", "1 year"; nothing is no shelf life.
func shelfLife(cell string) (days, months int64, ok bool) {
	if cell == "" {
		return 0, 0, true
	}
	m := shelfLifePattern.FindStringSubmatch(place.Fold(cell))
	if m == nil {
		return 0, 0, false
	}
	n, err := strconv.ParseInt(m[1], 10, 64)
	switch m[2][0] {
	case 'd':
		return n, 0, err == nil
	case 'y':
		return 0, 12 * n, err == nil
	case 'm':
		return 0, n, err == nil
	}
	switch m[2] {
	case "ngay":
		return n, 0, err == nil
	case "nam":
		return 0, 12 * n, err == nil
	}
	return 0, n, err == nil
}

// dateKinds are words for the kinds of end date.
var dateKinds = map[string]trace.DateKind{
	"hsd": trace.DateExpires, "han su dung": trace.DateExpires, "han dung": trace.DateExpires, "use by": trace.DateExpires, "expires": trace.DateExpires,
	"tot nhat truoc": trace.DateBestBefore, "su dung tot nhat truoc": trace.DateBestBefore, "best before": trace.DateBestBefore, "best before date": trace.DateBestBefore,
	"khong": trace.DateNone, "khong co": trace.DateNone, "none": trace.DateNone,
}

// dateKindOf reads a kind of end date; where it is not said, goods that keep for
// a time have a use-by date, which is the stricter one.
func dateKindOf(cell string, keeps bool) (trace.DateKind, bool) {
	switch {
	case cell != "":
		kind, ok := dateKinds[place.Fold(strings.ReplaceAll(cell, "_", " "))]
		return kind, ok
	case keeps:
		return trace.DateExpires, true
	}
	return trace.DateNone, true
}
