package account

import (
	"testing"
	"time"
)

func TestSessions(t *testing.T) {
	a, c := lan(t)
	check(t, a.Add(ctx, User{"minh", Auditor, "", ""}, right))
	first, _, err := a.SignIn(ctx, market, "lan", right)
	check(t, err)
	c.pass(time.Hour)
	other, _, err := a.SignIn(ctx, home, "lan", right)
	check(t, err)
	_, _, err = a.SignIn(ctx, home, "minh", right)
	check(t, err)
	all, err := a.Sessions(ctx, "lan")
	check(t, err)
	if len(all) != 2 || all[0].ID != SittingID(other) || all[1].ID != SittingID(first) || all[0].By != "password" || all[0].Created.Sub(all[1].Created) != time.Hour {
		t.Fatalf("sessions %v", all)
	}
	check(t, a.EndSession(ctx, "lan", all[1].ID))
	_, err = a.Session(ctx, first)
	is(t, err, ErrNoSession)
	_, err = a.Session(ctx, other)
	check(t, err)
	is(t, a.EndSession(ctx, "lan", all[1].ID), ErrNoSession)
	is(t, a.EndSession(ctx, "lan", ""), ErrNoSession)
	c.pass(Idle)
	is(t, second(a.Sessions(ctx, "lan")), nil)
	_, err = a.Sessions(ctx, "huong")
	is(t, err, ErrNoUser)
	if SittingID("x") != "" {
		t.Error("what is no token has an ID")
	}
}

func TestSetRole(t *testing.T) {
	a, _ := lan(t)
	token, _, err := a.SignIn(ctx, market, "lan", right)
	check(t, err)
	is(t, a.SetRole(ctx, User{"lan", Officer, "htx", ""}), ErrEntity)
	is(t, a.SetRole(ctx, User{"minh", Auditor, "", ""}), ErrNoUser)
	_, err = a.Session(ctx, token)
	check(t, err)
	want := User{"lan", Officer, "", "15"}
	check(t, a.SetRole(ctx, want))
	_, err = a.Session(ctx, token)
	is(t, err, ErrNoSession)
	got, err := a.Authenticate(ctx, market, "lan", right)
	check(t, err)
	if got != want {
		t.Errorf("user %v", got)
	}
}
