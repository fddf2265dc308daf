# The words of the pages; English is what the other languages follow. $identifier is what somebody typed.

## Every page

languages = Languages
code = Code from the mail
code-hint = Paste the code, or the whole link.
code-check = Check the code
code-incomplete = This is not the whole code. Copy all of it from the mail: it has 64 characters.
code-link-cut = This link is not whole. Open it again where you got it, or paste the code.
code-loaded-anew = The page was loaded anew. Open the link again where you got it, or paste the code.
again = Try again
no-answer = No answer came. Check your connection, then try again.
identifier = Username or email address

## /forgot

forgot-title = Reset your password
forgot-why = If we can help you this way, a mail with a link comes in a minute. Your old password keeps working until you set a new one.
forgot-send = Send the link
forgot-sending = Sending…
forgot-invalid = This cannot be a username or an email address.
forgot-typed = You typed: { $identifier }
forgot-again = Ask again
forgot-nothing-title = Nothing comes?
forgot-nothing-folder = Wait a few minutes, and look into the folder for unwanted mail. Perhaps the account has another address: try your username.
forgot-nothing-support = If there is still nothing, ask for help: { $support }
forgot-nothing-administrator = If there is still nothing, ask the people who manage your account.
forgot-nothing-code = The mail is there, but its link does not open?
forgot-have-code = Paste its code here

## /reset

reset-title = Choose a new password
reset-without-scripts = Without JavaScript the link cannot fill in its code. Copy the code from the mail and paste it here.
reset-looking = Looking at the link…
reset-not-looked = The link could not be looked at. It has not been used up.
reset-until = This link works once, until { $moment }.
reset-expired-at = This link’s time was over on { $moment }. Ask for a new one.
reset-replaced-at = A newer link was sent on { $moment }. Use the newest mail, or ask for a new link.
reset-password = New password
reset-reveal = Show
reset-rule-length = At least { $minimum } characters
reset-rule-words = Anything goes: a few words in a row, spaces, any sign
reset-rule-others = Not a password that many people have, nor one made of your name or address
reset-long-enough = Long enough.
reset-set = Set the password
reset-setting = Setting the password…
reset-not-used-up = The link is not used up.

## /not-me

not-me-title = This was not me
not-me-without-scripts = This page needs JavaScript. Without it, leave the link alone: it ends by itself, and your password stays as it is.
not-me-why = Somebody asked for a link to set a new password for your account. Nothing has changed. Make the link useless, so that nobody can use it.
not-me-revoke = Make the link useless
not-me-support = Does this happen again? Tell us: { $support }
not-me-administrator = Does this happen again? Tell the people who manage your account.
not-me-revoked-title = The link is useless now
not-me-revoked = Nobody can set a password with it any more. Your password has not changed.
not-me-used-title = The link has been used
not-me-used = Somebody has set a new password with this link. If it was not you, ask for a new link at once, choose another password, and tell the people who manage your account. Change the password of your mailbox too: the link came there.
not-me-expired-title = The link’s time is over
not-me-expired = Nobody can use it any more. Your password has not changed through it.
not-me-replaced-title = A newer link was sent
not-me-replaced = This link is useless already, but a newer one was sent after it. Open “This was not me” in the newest mail.
not-me-unknown-title = This is not a link on record
not-me-unknown = Open “This was not me” in the mail itself, or paste the whole code from it.
