package account

// Actions are the names under which the audit trail has what this package does.
func Actions() []string {
	return []string{
		"account.add", "account.password", "account.remove", "account.role",
		"invitation.accept", "invitation.again", "invitation.make", "invitation.withdraw",
		"passkey.add", "passkey.remove",
		"session.end", "signin.failed", "signin.invitation", "signin.passkey", "signin.password", "signout", "signout.everywhere",
		"token.make", "token.revoke",
	}
}
