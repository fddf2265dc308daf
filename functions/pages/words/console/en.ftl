# The console's words in English, which every other language follows, message by message.
#
# Values are put in as they are, and are never read as Fluent: names, addresses, words that somebody typed. They stand
# beside a space or a mark. No message counts: numbers stand behind a colon, so that no language has to bend a noun.

## Everywhere

title = Administration
needs-scripts = This page needs JavaScript. Switch it on, or use the API.
accounts = Accounts
new-account = New account
lookup-short = Why no mail?
my-account = My account
sign-out = Sign out
cancel = Cancel
close = Close
show = Show
hide = Hide
more = Show more
more-shown = More is shown.
loading = Loading …
try-again = Try again
needed = Fill this in.
copied = Copied.
copy-by-hand = It is selected: copy it with Ctrl+C or ⌘C.
went-wrong = That did not work
lost-title = There is nothing here
to-accounts = All accounts
open-record = Open the record
actions = Actions
somebody-else = somebody else
details = Details
done-last = Done last

## Signing in

sign-in-title = Sign in
identifier = Username or email address
password = Password
sign-in = Sign in
sign-in-help = Forgotten your password? An owner can send you a link.
signed-in = Signed in: { $name }
signed-in-as = Signed in as { $name }
signed-out = You have signed out.
session-over = Your session has ended. Sign in again: you come back to where you were.
session-over-title = Your session has ended
session-over-kept = Sign in again: what you typed is kept.
unsaved-title = Leave without saving?
unsaved = What you typed here will be lost.
leave = Leave
change-title = Choose a new password
change-password = Change the password
change-hint = All your sessions end, and this one begins again with the new password.
password-changed = Your password is changed.
current-password = Current password
new-password = New password
new-password-again = New password again
password-hint = At least { $minimum } characters; a few words in a row do well.
passwords-differ = The two passwords are not the same.

## The list

search = Search
search-hint = Beginning of a name, username or address
tenant = Tenant
tenant-all = all
name = Name
username = Username
role = Role
standing = Status
choose = Select
choose-one = Select { $name }
choose-all = Select all that are shown
chosen = Selected: { $count }
chosen-full = No more than { $most } can be selected.
choose-nobody = Clear the selection
shown = Accounts: { $count }
shown-more = Accounts: { $count }, and there are more
nobody-found = Nobody is found. The search looks at the beginnings of names, usernames and addresses.
actions-for = Actions for { $name }

## What can be done

reset-link = Reset link
get-link = Copy link
set-password = Set password
history = History
edit = Edit
send-title = Send a reset link to { $name }?
goes-to = It goes to
check-address = Is this address right? Ask the person before you send.
no-address = There is no email address on the record. The link is made and shown to you, and you give it to the person yourself.
send = Send the link
make-link = Make the link
handed-to-you = The link is made and shown to you.
old-password-works = The old password keeps working until a new one is set.
old-passwords-work = The old passwords keep working until new ones are set.
sent-already = A link was made at { $at }. Until { $until } the same one goes out again.
replaces-earlier = A link that was sent earlier works until { $until }. A new one replaces it.
link-title = A link for { $name }
link-explained = No mail is sent. The link is shown to you here, and you give it to the person yourself, in any way you like.
show-link = Show the link
reveal-title = Show the link of { $name }?
reveal-explained = Whoever has the link can set the password. That you looked at it is written into the history.
revoke = Revoke the link
revoke-title = Revoke the link of { $name }?
revoke-explained = The link stops at once, also the one in the mail. The password stays as it is.

## The link and what became of it

status-sent = Reset password email sent.
status-hand-over = Give the link to the person yourself.
status-queued = The mail with the link is waiting to be sent.
state-expired = The link's time is over.
state-used = The link was used: a new password is set.
state-replaced = A newer link was sent.
state-revoked = The link was revoked.
state-unknown = The link is not known any more.
state-over = The link cannot be sent again any more.
live-until = A link that was sent earlier works until
used-at = It was used at
used-denied = If the person says that it was not them: send a new link at once, have them change the password of their mailbox too, and see in the history from where it was used.
reason-requested = As requested, the link is handed over instead of mailed.
reason-mail-not-configured = No sender is set up here, so no mail can go out.
reason-no-email = There is no email address on the record.
reason-email-not-unique = Another account has the same email address, so the mail might reach the wrong person. Give the link to the right one.
reason-mail-rejected = The mail service refused the mail.
reason-mail-suppressed = The mail service sends nothing to this address, because mail to it has failed before. Check the address.
reason-mail-bounced = The mail came back: the address does not take it. Check the address.
reason-mail-unconfirmed = Nobody knows whether the mail went out. If it did, it has this same link: giving it to the person does no harm.
resent = It is the same link as before.
link-label = Reset link
copy-link = Copy link
copy-link-of = Copy the link of { $name }
link-once = The link is shown here until you leave this page. Nobody but the person should get it.
link-folded = The link is not shown here any more. The record of { $name } shows it until { $until }.
fact-to = To
fact-mail = Mail
fact-by = Made by
fact-at = Made at
fact-resend = Same link until
fact-expires = Link works until
delivery-queued = waiting
delivery-sent = sent
delivery-delivered = delivered
delivery-delayed = delayed by the other side
delivery-bounced = came back
delivery-complained = marked as unwanted
delivery-rejected = refused by the mail service
delivery-suppressed = not sent: the address is blocked
delivery-none = no mail
delivery-unknown = not known
origin-self-service = asked for on the public page
origin-admin = by an administrator
origin-invitation = invitation
origin-bulk = sent to many
mail-failing = Mail to this address has been failing since { $since }.
mail-failing-since = Mail to this address has been failing since
mail-failing-advice = Other mail to it will fail too. Check the address with the person; ask their mail administrator to let our mail through, or put another address on the record.
shared-address = Another account has this email address: nobody can sign in with it, not even with the right password. Give this account a username.
shared-address-username = Another account has this email address: nobody can sign in with it. The person signs in with the username.
same-address = The same address:
no-identifier = This account has neither an email address nor a username: nobody can sign in to it. Give it a username.

## Why not

rule-self = Nobody does this to their own account. Ask another administrator.
rule-upward = This needs a higher role than yours.
rule-scope = This lies outside what you may do.
provider-link = Password help at { $provider }

## Setting a password by hand

set-title = Set a password for { $name }
set-before = A password was set at { $at } by { $who }. Another one makes it useless: ask whether the person has it already.
link-recommended = Better: send a link. Then nobody but the person knows the password.
send-instead = Send a link instead
generate = Make one up
must-change = Must be changed at the next sign-in
must-change-hint = How long the password then works: { $duration }
set-consequences = The old password stops at once, and so do links and sessions. The person gets a mail that the password was changed, never the password itself: you tell it to them.
set-consequences-untold = The old password stops at once, and so do links and sessions. No mail tells the person that: you tell them, and the new password.
set-done-title = The password of { $name } is set
set-done = The old password has stopped. Tell the person the new one yourself; it is not mailed and not shown again.
set-done-must-change = The person has to change it at the next sign-in. Time for that: { $duration }
copy-password = Copy password
applies-to-sign-in = For signing in.
applies-to-admin-area = It is for the administration area only. Everywhere else the person signs in as before.

## Many at once

bulk = Several accounts
send-to-chosen = Send links
send-to-found = Send to all that are found
bulk-title = Reset links for several people
delivery-choice = How the links travel
delivery-choice-email = By mail where it can be
delivery-choice-link = You carry them yourself
generate-codes = Generate codes
plan-mail = Gets a mail
plan-hand-over = You carry the link
plan-refused = Gets nothing
plan-rows = Who gets what
plan-sums = By mail: { $mail }. For you to carry: { $carried }.
plan-nothing = Nobody would get anything, so there is nothing to generate.
rows-cut = Shown: the first { $count }
batch-title = Links for several people
batch-progress = Progress
batch-done = Done: { $done } of { $total }
batch-finished = All are done.
batch-carry = For you to carry: { $count }
batch-carry-hint = Mail does not carry these links. Copy them, or save them as a table, and give each to its person.
batch-waiting = Waiting: { $count }
batch-waiting-hint = The mail service is busy, or these have not had their turn. They are tried again by themselves; nothing has to be done.
batch-rows = The others
batch-nothing = Done. What can still be said stands on the record.
download-csv = Save as CSV
csv-name = Name
csv-username = Username
csv-email = Email
csv-reason = Reason
csv-link = Link
csv-expires-at = Link works until

## Records

email = Email address
locale = Language
username-hint = 2 to 64 of a–z, 0–9, dot, hyphen and underscore
tenant-hint = 1 to 64 of a–z, 0–9, dot, hyphen and underscore; empty for none
locale-hint = Language of the mails, such as en or pt-BR
sso = Signs in through another provider
sso-provider = Name of the provider
sso-hint = Empty for people who sign in here
sso-url = Address of its password help (https)
send-link-now = Send the invitation now
send-link-now-hint = A mail with a link to choose a password.
create-account = Create the account
needs-identifier = An account needs an email address or a username.
wrong-name = At most 200 characters, and no line breaks.
wrong-email = This is no email address like name@example.com.
wrong-sso = A provider needs a name, and an address that begins with https://.
address-taken-title = Another account has this address
address-taken = { $name } has this address.
address-taken-means = Once two accounts have it, nobody can sign in with it, not even with the right password. Each then needs a username.
address-locks-out = { $name } has no username and would be locked out.
address-locks-out-this = You typed no username here: nobody could sign in to this account.
address-way-out = Better: put another address here, or give both accounts a username first.
save-all-the-same = Save all the same
created-sent = Account successfully created and reset password email sent.
created-hand-over = Account successfully created. Give the link to the person yourself.
created-not-sent = Account successfully created, but no link could be made. Send one from its record.
created = Account successfully created.
edit-title = Edit { $name }
edit-hint = A new email address, role, status, tenant or provider ends the person's links and sessions.
save = Save
saved = Saved.
meanwhile = { $member } is now: { $value }. Yours stands in the form.
member-name = Name
member-email = Email address
member-username = Username
member-tenant = Tenant
member-role = Role
member-standing = Status
member-sso = Provider
member-locale = Language
role-user = User
role-admin = Administrator
role-owner = Owner
standing-invited = Invited
standing-active = Active
standing-expired = Expired
standing-disabled = Disabled

## History

history-title = History of { $name }
history-by = by { $who }
history-by-from = by { $who }, from { $ip }
history-members = Changed: { $members }
actor-public = the public page
actor-operator = the operator
actor-system = the system
actor-key = an application
actor-key-for = an application, for { $name }
carrier-mail = by mail
carrier-hand-over = handed over
outcome-sent = sent
outcome-rejected = refused by the mail service
outcome-paused = the mail service is paused
outcome-throttled = the mail service was busy
outcome-unreachable = the mail service could not be reached
outcome-unclear = nobody knows whether it went out
outcome-undelivered = given up
what-ask-refused = Asked for a link, and got none
what-link-issued = Link made
what-link-resent = Same link again
what-link-revealed = Link looked at
what-link-revoked = Link revoked
what-link-redeemed = New password set with the link
what-mail-answered = Mail
what-mail-event = News of the mail
what-explanation-sent = Told by mail that the password is kept elsewhere
what-notice-answered = Notice of a change
what-password-set = Password set by an administrator
what-password-changed = Password changed by the person
what-signed-in = Signed in
what-signed-out = Signed out
what-account-created = Account created
what-account-edited = Account edited
what-batch-started = Links for several people started
what-pin-set = PIN set
what-act-refused = An act was refused
what-owner-recovered = The operator recovered the owner
what-key-created = Key made
what-key-revoked = Key revoked

## Why didn't they get it?

lookup-title = Why didn’t they get it?
lookup-intro = Somebody asked for a link and no mail came. Type what they typed.
lookup-identifier = What the person typed
lookup-hint = A username or an email address, to the letter
look-up = Look it up
lookup-of = Asked for: { $identifier }
find-account = Find the account
lookup-asked = Asked
lookup-at = this is of
lookup-never-asked = No ask is on record for the last { $duration }.
lookup-refused = A network from which too many asks come is refused for a while, and then nothing is on record either: ask whether the page said so.
lookup-nothing = No ask is on record for the last { $duration }. If somebody asked now, a mail would go out.
lookup-no-account = Nobody has this username or address
lookup-no-account-here = Nobody that you may see has this username or address
lookup-not-eligible = The public page does not help this account
lookup-limited = There were too many mails within the hour
lookup-outdated = The account changed after the ask
lookup-queued = The mail is waiting to be sent
lookup-rejected = The mail service refused the mail
lookup-undelivered = The mail was given up
lookup-sent = The mail was sent
lookup-delivered = The mail was delivered
lookup-delayed = The other side takes its time
lookup-bounced = The mail came back
lookup-suppressed = The mail service sends nothing to this address
lookup-complained = The person marked our mail as unwanted
lookup-redeemed = The link was used
lookup-advice-no-account = Look for a typing mistake, or ask for another address.
lookup-advice-not-eligible = Change the status first, if the person should have access.
lookup-advice-limited = You can send a link from the record: administrators are not limited by this.
lookup-advice-outdated = Ask again, or send a link from the record.
lookup-advice-queued = Wait some minutes, or hand the link over from the record.
lookup-advice-rejected = Hand the link over from the record, and tell the operator.
lookup-advice-undelivered = Hand a link over from the record.
lookup-advice-sent = Look into the folder for unwanted mail.
lookup-advice-delivered = Look into the folder for unwanted mail.
lookup-advice-delayed = Wait some minutes, or hand the link over from the record.
lookup-advice-bounced = Check the address, and hand the link over from the record.
lookup-advice-suppressed = Check the address, and hand the link over from the record.
lookup-advice-complained = The person has to undo that. Hand the link over from the record.
lookup-advice-redeemed = The person has a new password: sign in with it. If they say that it was not them, send a new link from the record at once.
lookup-rule-invited = The person was invited and has never set a password: send the link from the record.
lookup-rule-administrator = Administrators are helped by an owner.
lookup-rule-no-email = There is no email address on the record.
lookup-rule-email-not-unique = Another account has the same address.

## My account

pin = PIN for the service desk
pin-hint = If you are the only owner left and locked out, the operator asks you for this PIN. Note it and keep it in a safe place.
pin-rule = 6 to 12 digits
set-pin = Set the PIN
pin-set = The PIN is set.

## What went wrong

no-answer = No answer came. Look at your connection, then try again.
may-have-happened = It may have been done all the same: look at the record first.
wait = Wait { $duration }.
problem-wrong-credentials = Username and password do not fit together, or this account is not for the administration. If several accounts have your address, use the username.
wrong-password = This is not your current password.
problem-not-authenticated = Your session has ended. Sign in again.
problem-account-unknown = There is no such account, or it is not yours to see.
problem-not-found = There is nothing here any more.
problem-edited-meanwhile = Somebody else changed this account meanwhile. Their changes are in the form now, beside yours: look, and save again.
problem-too-many-rows = Too many accounts are found: at most 1,000 at a time. Search for fewer.
problem-window-over = The link cannot be shown any more. Send a new one.
problem-password-rejected = This password will not do:
problem-invalid-request = Something in the form is not right:
problem-too-many-requests = Too many tries.
problem-try-again-later = That cannot be done at the moment. Try again in a little while.
problem-internal-error = Something went wrong on our side. Try again.
