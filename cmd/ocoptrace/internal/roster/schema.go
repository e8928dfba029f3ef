package roster

import "ocoptrace/cmd/ocoptrace/internal/table"

// Schema lists the columns of a province's list, with the names that offices
// give them.
func Schema() table.Schema {
	return table.Schema{
		{Key: "entity", Names: []string{"Tên chủ thể", "Chủ thể", "Chủ thể sản xuất", "Entity"}, Required: true},
		{Key: "kind", Names: []string{"Loại hình tổ chức", "Loại hình", "Loại hình chủ thể", "Legal form"}, Required: true},
		{Key: "registration", Names: []string{"Số đăng ký kinh doanh", "Mã số thuế", "Số ĐKKD", "Registration"}},
		{Key: "communeCode", Names: []string{"Mã đơn vị hành chính", "Mã xã", "Commune code"}},
		{Key: "commune", Names: []string{"Xã, phường", "Xã", "Xã/phường", "Commune"}, Required: true},
		{Key: "address", Names: []string{"Địa chỉ", "Address"}},
		{Key: "product", Names: []string{"Tên sản phẩm", "Sản phẩm", "Product"}, Required: true},
		{Key: "group", Names: []string{"Bộ sản phẩm", "Nhóm sản phẩm", "Nhóm", "Group"}, Required: true},
		{Key: "stars", Names: []string{"Hạng sao", "Số sao", "Phân hạng", "Stars"}, Required: true},
		{Key: "number", Names: []string{"Mã số sản phẩm", "Mã số", "Số chứng nhận", "Number"}, Required: true},
		{Key: "decision", Names: []string{"Số quyết định", "Quyết định", "Decision"}, Required: true},
		{Key: "authority", Names: []string{"Cơ quan ban hành", "Cơ quan công nhận", "Authority"}, Required: true},
		{Key: "issued", Names: []string{"Ngày ban hành", "Ngày quyết định", "Ngày công nhận", "Issued"}, Required: true},
		{Key: "expires", Names: []string{"Ngày hết hạn", "Hết hạn", "Expires"}},
	}
}
