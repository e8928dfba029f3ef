package account

import "fmt"

// Role is what a user is there for. What each may do is in permission.go.
type Role string

// The roles.
const (
	Admin     Role = "admin"     // accounts and operation; states nothing
	Officer   Role = "officer"   // recognitions and recalls, of a province or of all
	Inspector Role = "inspector" // inspections, of a province or of all
	Owner     Role = "owner"     // all that is of one entity
	Packer    Role = "packer"    // batches, labels and diary of one entity
	Auditor   Role = "auditor"   // reads everything, changes nothing
)

// formerOwner is how rows of before there were packers name an owner.
const formerOwner Role = "producer"

// Roles are all roles, in the order in which people are shown them.
func Roles() []Role { return []Role{Admin, Officer, Inspector, Owner, Packer, Auditor} }

// OfEntity says that users of a role act for one entity.
func (r Role) OfEntity() bool { return r == Owner || r == Packer }

// OfProvince says that users of a role may be bounded to a province.
func (r Role) OfProvince() bool { return r == Officer || r == Inspector }

// A User may sign in.
type User struct {
	Name     string
	Role     Role
	Entity   string // of an owner or packer
	Province string // code, of an officer or inspector; empty for all provinces
}

// check returns what is wrong with a role and its place: ErrRole, ErrEntity,
// ErrProvince.
func (u User) check() error {
	if grants(u.Role) == nil {
		return fmt.Errorf("%w: %.40q", ErrRole, u.Role)
	}
	if u.Role.OfEntity() != (u.Entity != "") {
		return fmt.Errorf("%w: role %s, entity %.70q", ErrEntity, u.Role, u.Entity)
	}
	if u.Province != "" && (!u.Role.OfProvince() || !provincePattern.MatchString(u.Province)) {
		return fmt.Errorf("%w: role %s, province %.20q", ErrProvince, u.Role, u.Province)
	}
	return nil
}

// Check returns what keeps a user from being added: ErrName, ErrRole,
// ErrEntity, ErrProvince. Whether entity and province exist is not this
// package's to know.
func (u User) Check() error {
	if name := tidyName(u.Name); !namePattern.MatchString(name) {
		return fmt.Errorf("%w: %.40q", ErrName, name)
	}
	return u.check()
}

// Over says whether an entity of a province is the user's concern: an owner's
// and packer's own, that of an officer's and inspector's province, everything
// for an auditor, nothing for an admin. Whether the user may do something with
// it is for May to say.
func (u User) Over(entity, province string) bool {
	switch u.Role {
	case Owner, Packer:
		return u.Entity == entity
	case Officer, Inspector:
		return u.Province == "" || u.Province == province
	case Auditor:
		return true
	}
	return false
}
