# The mails' words in English, which every other language follows, message by message.
#
# Values are put in as they are: they are never read as Fluent or as a template. $brand, $name, $username, $provider,
# $support and $whom are what somebody typed; they stand beside a space or a mark, never beside a letter, so that no
# mail program makes an address of both.

## Every mail

greeting = Hello { $name },
greeting-unnamed = Hello,
username = Username: { $username }
# Between what a link is for and the link itself, where both are plain text.
colon = :
sign-in = Sign in to { $brand }
# Stands for $whom where no support contact is set; if one is, $whom is the contact as it is.
administrator = the administrator of { $brand }
questions = Questions? { $support }
never-asked = { $brand } will never ask you for your password by mail or telephone.

## Mails with a reset link

self-service-subject = Reset your { $brand } password
self-service-why = Somebody asked to reset the password of your { $brand } account. If it was you, choose a new password.
self-service-unexpected = Was it not you? Nothing has changed, and you can make the link useless.

admin-subject = Choose a new { $brand } password
admin-why = An administrator sends you this link, so that you can choose a new password for your { $brand } account.
admin-unexpected = Did you not expect this mail? Nothing has changed, and you can make the link useless.
admin-area = It is for the administration area of { $brand } only. Everywhere else you keep signing in as before.

invitation-subject = Your { $brand } account: choose a password
invitation-why = An account at { $brand } has been made for you. Choose a password to start using it.
invitation-unexpected = Did you not expect this mail? You need not do anything, but you can make the link useless.

choose-new-password = Choose a new password
choose-password = Choose a password
# $left is minutes, hours or days.
link-ends = The link works once. It expires in { $left }, { $moment }.
link-ends-old-password-works = { link-ends } Until you set a new password, the old one keeps working.
code-page = If the link does not open, go to { $page } and paste this code there:
not-me = This was not me

## The mail for people whose password is kept elsewhere

managed-subject = How to reset your password for { $brand }
managed-why = Somebody asked to reset the password of your { $brand } account. There is none to reset: you sign in to { $brand } with { $provider }, and your password is kept there.
managed-why-unnamed = Somebody asked to reset the password of your { $brand } account. There is none to reset: you sign in to { $brand } with your organisation's sign-in, and your password is kept there.
managed-help = If you have forgotten it, { $provider } can help you:
managed-help-unnamed = If you have forgotten it, your organisation's sign-in can help you:
managed-ask = If you have forgotten it, ask your organisation for help.
managed-unexpected = Was it not you who asked? You need not do anything. Nothing has changed.

## Notices

changed-subject = Your { $brand } password was changed
changed-by-link = The password of your { $brand } account was changed with a reset link { $moment }.
changed-by-holder = The password of your { $brand } account was changed { $moment }.
changed-by-administrator = The password of your { $brand } account was changed by an administrator { $moment }.
changed-fine = If it was you, there is nothing to do. All earlier sign-ins have ended.
changed-fine-by-administrator = The old password does not work any more; the administrator gives you the new one. All earlier sign-ins have ended.
changed-doubt = If it was not you, tell { $whom } at once.
changed-doubt-by-administrator = If you did not expect this, tell { $whom } at once.
changed-mailbox = Reset links come by mail, so change the password of your mailbox too if it was not you.

removed-subject = You sign in to { $brand } through your organisation now
removed-why = Your { $brand } account was changed by an administrator { $moment }: you sign in through your organisation now. If the account had a password of its own, it does not work any more, and all earlier sign-ins have ended.

address-subject = The email address of your { $brand } account was changed
address-changed = The email address of your { $brand } account was changed { $moment }. Mails about this account do not come to this address any more.
known-fine = If you know of this, there is nothing to do.
known-doubt = If you do not, tell { $whom } at once.

recovered-subject = A reset link for your { $brand } owner account was made
recovered-why = The operator of { $brand } made a reset link for your owner account { $moment }, after your PIN had been given, and handed it over. Whoever has the link can choose a new password for your account.
recovered-fine = If you asked the operator for it, there is nothing to do. The password has not changed yet.
recovered-doubt = If you did not, tell { $whom } at once, sign in with your password if it still works, and set another PIN.

## Times

# $time is like 09:05; where a language writes it otherwise, it has $hour (a number, 0 to 23) and $minute (like 05).
# $weekday and $month are numbers; Monday is 1.
moment = at { $time } UTC on { weekday }, { $day } { month } { $year }
weekday =
    { $weekday ->
        [1] Monday
        [2] Tuesday
        [3] Wednesday
        [4] Thursday
        [5] Friday
        [6] Saturday
       *[7] Sunday
    }
month =
    { $month ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[12] December
    }
minutes =
    { $count ->
        [one] { $count } minute
       *[other] { $count } minutes
    }
hours =
    { $count ->
        [one] { $count } hour
       *[other] { $count } hours
    }
days =
    { $count ->
        [one] { $count } day
       *[other] { $count } days
    }
