# The words of pages that are answers: to a form, or to whoever looks up a type of problem. English is what the other
# languages follow. A problem is told by problem-<slug>-title and problem-<slug>; the tests hold both against the problem
# documents.

## What was done

asked-title = Look into your mail
asked = If an account can be helped this way, a mail is on its way. Nothing has changed until the link in it is used.
set-title = Password set
set = Your new password is set. Sign in with it.
set-admin-area = Your new password for the administration area is set. Everywhere else you keep signing in as before.
set-needs-username = Your new password is set. But the account has neither a username nor an email address of its own, so nobody can sign in to it. Ask an administrator for a username.
sign-in = Sign in
ask-again = Ask for a new link
paste-again = Paste the code and try again
paste-code = Paste the code again
ask-wants = Type your username or your email address.
redeem-wants = Paste the code from the mail, and type a new password.
used-not-you = Was it not you? Ask for a new link at once, choose another password, and tell the people who manage your account.
wait =
    { $minutes ->
        [one] Too many tries came from your network. Wait a minute, then try again.
       *[other] Too many tries came from your network. Wait { $minutes } minutes, then try again.
    }

## Why a password is not accepted

reason-too-short = Use at least { $minimum } characters.
reason-too-long = Use at most { $maximum } characters.
reason-too-common = Choose something less usual: this is one of the first passwords that others would try.
reason-contains-account-words = Too little is left besides your name, username or address.
reason-same-as-current = Choose a password that differs from the current one.

## Problems

problem-type = Type of problem
problem-not-found-title = Not found
problem-not-found = There is nothing at this path.
problem-method-not-allowed-title = Method not allowed
problem-method-not-allowed = This path takes other methods: see the Allow header.
problem-unsupported-media-type-title = Unsupported content type
problem-unsupported-media-type = Send the body as application/json in UTF-8.
problem-too-large-title = Body too large
problem-too-large = A body may have at most 16 KiB, and 64 KiB where it orders links for many.
problem-invalid-request-title = Invalid request
problem-invalid-request = The request is not what this path takes.
problem-not-authenticated-title = Not signed in
problem-not-authenticated = Send a bearer token that is still good: sign in again, or check the service key.
problem-wrong-credentials-title = Wrong credentials
problem-wrong-credentials = The identifier and the password do not fit together.
problem-password-change-required-title = Password change required
problem-password-change-required = This password was set by an administrator. Choose one of your own, then sign in with it.
problem-password-expired-title = Password expired
problem-password-expired = This password was set by an administrator and has run out. Ask for a reset link.
problem-account-not-eligible-title = Account not eligible
problem-account-not-eligible = The password is right, but the account does not sign in here.
problem-account-unknown-title = No such account
problem-account-unknown = There is no account with this id.
problem-not-allowed-title = Not allowed
problem-not-allowed = This lies outside what you, or the key, may do.
problem-manual-set-off-title = Setting by hand is off
problem-manual-set-off = Passwords are not set by hand here. Send a reset link instead.
problem-link-not-shown-title = Links are not shown
problem-link-not-shown = Links go out by mail here, and are shown only when mail cannot carry them.
problem-edited-meanwhile-title = Edited meanwhile
problem-edited-meanwhile = Somebody has changed this account since you read it. Read it again, then make your change.
problem-username-taken-title = Username taken
problem-username-taken = Another account has this username.
problem-too-many-rows-title = Too many rows
problem-too-many-rows = More than 1000 accounts are found. Search for fewer.
problem-window-over-title = Link cannot be shown any more
problem-window-over = There is no live link, or the time in which it can be shown again is over. Send a new one.
problem-account-expired-title = Account expired
problem-account-expired = The account has expired: a password would not let the person in.
problem-account-disabled-title = Account disabled
problem-account-disabled = The account is disabled: a password would not let the person in.
problem-managed-by-sso-title = Managed by SSO
problem-managed-by-sso = The person signs in through another provider. The password is managed there.
problem-password-rejected-title = Password not accepted
problem-password-rejected = Choose another password: the reasons say why.
problem-link-expired-title = Link expired
problem-link-expired = This link's time is over. Ask for a new one.
problem-link-used-title = Link already used
problem-link-used = A password has already been set with this link. Sign in with it, or ask for a new link.
problem-link-replaced-title = Newer link sent
problem-link-replaced = A newer link was sent after this one. Use the newest mail, or ask for a new link.
problem-link-revoked-title = Link revoked
problem-link-revoked = This link was withdrawn. Ask for a new one if you need it.
problem-link-unknown-title = Link unknown
problem-link-unknown = This is not a link on record. Copy the whole link or code from the newest mail, or ask for a new one.
problem-too-many-requests-title = Too many requests
problem-too-many-requests = Wait a while, then try again: see the Retry-After header.
problem-try-again-later-title = Try again later
problem-try-again-later = This cannot be done at the moment. Try again in a little while.
problem-try-signing-in-title = Try signing in first
problem-try-signing-in = Try signing in with the new password first: it may have been saved. If that does not work, try again in a little while.
problem-internal-error-title = Something went wrong
problem-internal-error = Something went wrong on our side. Try again; if it happens again, tell support the request id.
