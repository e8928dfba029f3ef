package account

import (
	"maps"
	"slices"
)

// A Permission is something that not everybody may do. Its name is that of a
// token's scope.
type Permission string

// The permissions.
const (
	ReadAll           Permission = "read.all" // what is not public, of the entities that are the user's concern
	BatchIssue        Permission = "batch.issue"
	ProductChange     Permission = "product.change"
	Diary             Permission = "diary"
	LabelsPrint       Permission = "labels.print"    // runs, jobs, stocks, templates, printers
	LabelsActivate    Permission = "labels.activate" // also voiding and binding
	LabelsAllow       Permission = "labels.allow"    // more labels than a batch has packs
	EntityChange      Permission = "entity.change"
	RecognitionChange Permission = "recognition.change"
	Recall            Permission = "recall" // also hold, and the end of both
	Inspect           Permission = "inspect"
	People            Permission = "people"     // inviting and removing whom MayManage allows
	AccountsAll       Permission = "accounts"   // all users, of every role
	AuditRead         Permission = "audit.read" // the audit trail
	Operate           Permission = "operate"    // health, settings, backups
	EventsCapture     Permission = "events.capture"
	EventsQuery       Permission = "events.query"
)

// table is what each role may do, and all there is to it.
var table = map[Role][]Permission{
	Admin:     {People, AccountsAll, AuditRead, Operate},
	Officer:   {ReadAll, LabelsAllow, EntityChange, RecognitionChange, Recall, People, EventsQuery},
	Inspector: {ReadAll, Inspect, EventsQuery},
	Owner:     {ReadAll, BatchIssue, ProductChange, Diary, LabelsPrint, LabelsActivate, People, EventsCapture, EventsQuery},
	Packer:    {BatchIssue, Diary, LabelsPrint, LabelsActivate, EventsCapture, EventsQuery},
	Auditor:   {ReadAll, AuditRead, EventsQuery},
}

// grants are the permissions of a role; nil if there is no such role.
func grants(r Role) []Permission { return table[r] }

// Permissions are all permissions, in the order of their names.
func Permissions() []Permission {
	all := make(map[Permission]bool)
	for _, granted := range table {
		for _, p := range granted {
			all[p] = true
		}
	}
	return slices.Sorted(maps.Keys(all))
}

// Permissions are what users of a role may do, in the order of their names.
func (r Role) Permissions() []Permission { return slices.Sorted(slices.Values(grants(r))) }

// May says whether a user may do something, with what is the user's concern.
func (u User) May(p Permission) bool { return slices.Contains(grants(u.Role), p) }

// invitable are the roles that users of a role may invite and manage.
var invitable = map[Role][]Role{
	Admin:   {Admin, Officer, Inspector, Owner, Auditor},
	Officer: {Owner},
	Owner:   {Owner, Packer},
}

// Invitable are the roles that a user may invite.
func (u User) Invitable() []Role { return slices.Clone(invitable[u.Role]) }

// MayInvite says whether a user may invite somebody to be invited; province is
// that of invited.Entity, if there is one. An admin invites anywhere, an
// officer owners of the entities of its province, an owner those of its entity.
func (u User) MayInvite(invited User, province string) bool {
	if !slices.Contains(invitable[u.Role], invited.Role) {
		return false
	}
	return u.Role == Admin || u.Over(invited.Entity, province)
}

// MayManage says whether a user may change or remove another. An admin may
// manage everybody, an officer the owners and packers of the entities of its
// province, an owner the packers of its entity. Nobody manages oneself.
func (u User) MayManage(other User, province string) bool {
	switch {
	case u.Name == other.Name:
		return false
	case u.Role == Admin:
		return true
	case u.Role == Officer:
		return other.Role.OfEntity() && u.Over(other.Entity, province)
	}
	return u.Role == Owner && other.Role == Packer && u.Over(other.Entity, province)
}

// Allowed are the roles whose users may do something, in the order of Roles.
func Allowed(p Permission) (roles []Role) {
	for _, r := range Roles() {
		if slices.Contains(grants(r), p) {
			roles = append(roles, r)
		}
	}
	return roles
}
