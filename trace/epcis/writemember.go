package epcis

func (w *writer) open(name string)  { w.name(name); w.b = append(w.b, '{') }
func (w *writer) close()            { w.b = append(w.b, '}') }
func (w *writer) openItem()         { w.comma(); w.b = append(w.b, '{') }
func (w *writer) begin(name string) { w.name(name); w.b = append(w.b, '[') }
func (w *writer) end()              { w.b = append(w.b, ']') }

func (w *writer) errorDeclaration(d *ErrorDeclaration) {
	if d == nil {
		return
	}
	w.open("errorDeclaration")
	w.text("declarationTime", d.DeclarationTime.text)
	w.text("reason", d.Reason)
	w.texts("correctiveEventIDs", d.CorrectiveEventIDs)
	w.members(d.Extensions)
	w.close()
}

func (w *writer) persistent(p *PersistentDisposition) {
	if p == nil {
		return
	}
	w.open("persistentDisposition")
	w.texts("set", p.Set)
	w.texts("unset", p.Unset)
	w.close()
}

func (w *writer) location(name string, l *Location) {
	if l == nil {
		return
	}
	w.open(name)
	w.text("id", l.ID)
	w.members(l.Extensions)
	w.close()
}

func (w *writer) typed(name, idName string, list []Typed) {
	if list == nil {
		return
	}
	w.begin(name)
	for _, t := range list {
		w.openItem()
		w.text("type", t.Type)
		w.text(idName, t.ID)
		w.close()
	}
	w.end()
}

func (w *writer) quantities(name string, list []Quantity) {
	if list == nil {
		return
	}
	w.begin(name)
	for _, q := range list {
		w.openItem()
		w.text("epcClass", q.EPCClass)
		if q.Quantity != "" {
			w.raw("quantity", []byte(q.Quantity))
		}
		w.text("uom", q.UOM)
		w.close()
	}
	w.end()
}
