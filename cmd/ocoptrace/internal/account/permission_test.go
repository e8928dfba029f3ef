package account

import (
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
)

// Every role and permission, as the people's jobs have it: a letter for each
// role that may (a admin, o officer, i inspector, w owner, p packer, u auditor).
var jobs = map[Permission]string{
	ReadAll: "oiwu", BatchIssue: "wp", ProductChange: "w", Diary: "wp",
	LabelsPrint: "wp", LabelsActivate: "wp", LabelsAllow: "o",
	EntityChange: "o", RecognitionChange: "o", Recall: "o", Inspect: "i",
	People: "aow", AccountsAll: "a", AuditRead: "au", Operate: "a",
	EventsCapture: "wp", EventsQuery: "oiwpu",
}

var letters = map[Role]string{Admin: "a", Officer: "o", Inspector: "i", Owner: "w", Packer: "p", Auditor: "u"}

func TestEveryRoleAndPermission(t *testing.T) {
	if len(letters) != len(Roles()) || len(jobs) != len(Permissions()) {
		t.Fatalf("%d roles and %d permissions, want %d and %d", len(Roles()), len(Permissions()), len(letters), len(jobs))
	}
	for _, r := range Roles() {
		for _, p := range Permissions() {
			want := strings.Contains(jobs[p], letters[r])
			if got := (User{Role: r}).May(p); got != want {
				t.Errorf("%s may %s: %v, want %v", r, p, got, want)
			}
			if slices.Contains(r.Permissions(), p) != want || slices.Contains(Allowed(p), r) != want {
				t.Errorf("%s and %s: among those of the other not %v", p, r, want)
			}
		}
	}
	if (User{Role: "chief"}).May(ReadAll) || (User{}).May(ReadAll) {
		t.Error("who has no role may read all")
	}
}

// anyone is a user of any role, with a place that fits it.
func anyone(r *rand.Rand, name string) User {
	u := User{Name: name, Role: Roles()[r.IntN(len(Roles()))]}
	if u.Role.OfEntity() {
		u.Entity = []string{"htx-a", "htx-b"}[r.IntN(2)]
	}
	if u.Role.OfProvince() {
		u.Province = []string{"", "15", "24"}[r.IntN(3)]
	}
	return u
}

var provinces = map[string]string{"htx-a": "15", "htx-b": "24", "": ""}

// Nobody lets in or changes somebody who may do what is not in the reach of who
// lets in: only an admin makes staff, and nobody reaches over a place.
func TestReach(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 20_000 {
		u, v := anyone(r, "lan"), anyone(r, []string{"lan", "minh"}[r.IntN(2)])
		invites, manages := u.MayInvite(v, provinces[v.Entity]), u.MayManage(v, provinces[v.Entity])
		if (invites || manages) && !u.May(People) {
			t.Fatalf("%v has no business with people, and reaches %v", u, v)
		}
		if u.Role == Admin {
			if invites != (v.Role != Packer) || manages != (u.Name != v.Name) {
				t.Fatalf("%v and %v: invites %v, manages %v", u, v, invites, manages)
			}
			continue
		}
		if !invites && !manages {
			continue
		}
		if manages && u.Name == v.Name {
			t.Fatalf("%v manages itself", u)
		}
		if !v.Role.OfEntity() || !u.Over(v.Entity, provinces[v.Entity]) {
			t.Fatalf("%v reaches %v: invites %v, manages %v", u, v, invites, manages)
		}
	}
}

func TestOver(t *testing.T) {
	for _, c := range []struct {
		user User
		want string // entities of htx-a, htx-b
	}{
		{User{Role: Owner, Entity: "htx-a"}, "a"}, {User{Role: Packer, Entity: "htx-b"}, "b"},
		{User{Role: Officer}, "ab"}, {User{Role: Officer, Province: "15"}, "a"},
		{User{Role: Inspector, Province: "24"}, "b"}, {User{Role: Inspector, Province: "01"}, ""},
		{User{Role: Auditor}, "ab"}, {User{Role: Admin}, ""}, {User{}, ""},
	} {
		got := ""
		for _, e := range []string{"htx-a", "htx-b"} {
			if c.user.Over(e, provinces[e]) {
				got += e[4:]
			}
		}
		if got != c.want {
			t.Errorf("%v is over %q, want %q", c.user, got, c.want)
		}
	}
}

// Rows of before there were more roles are read as what they were.
func TestFormerRole(t *testing.T) {
	u := userRow{Role: "producer", Entity: "htx-a"}.user("lan")
	if u.Role != Owner || u.Entity != "htx-a" || u.Check() != nil {
		t.Errorf("%v", u)
	}
	o := userRow{Role: "officer"}.user("hoa")
	if !o.Over("htx-b", "24") || o.Check() != nil {
		t.Errorf("%v", o)
	}
}

// The table of docs/accounts.md is the program's.
func TestTableOfDocs(t *testing.T) {
	text, err := os.ReadFile("../../../../docs/accounts.md")
	check(t, err)
	header := "| permission |"
	for _, r := range Roles() {
		header += " " + string(r) + " |"
	}
	if !strings.Contains(string(text), header+"\n") {
		t.Fatalf("there is no table with the header %s", header)
	}
	for _, p := range Permissions() {
		row := "| `" + string(p) + "` |"
		for _, r := range Roles() {
			row += map[bool]string{true: " yes |", false: "  |"}[User{Role: r}.May(p)]
		}
		if !strings.Contains(string(text), row+"\n") {
			t.Errorf("there is no row %s", row)
		}
	}
	if rows := strings.Count(string(text), "\n| `"); rows != len(Permissions()) {
		t.Errorf("%d rows for %d permissions", rows, len(Permissions()))
	}
}
