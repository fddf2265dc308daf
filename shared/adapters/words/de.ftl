# Die Worte der Mails auf Deutsch, per Sie. Was die Werte sind, steht in en.ftl.
#
# Auf die Anrede folgt ein Komma, darum beginnt der erste Satz jeder Mail klein (…-why, changed-by-…, removed-why, address-changed).

## Every mail

greeting = Guten Tag { $name },
greeting-unnamed = Guten Tag,
username = Benutzername: { $username }
colon = :
sign-in = Bei { $brand } anmelden
# Steht nach „an“.
administrator = die Administration von { $brand }
questions = Fragen? { $support }
never-asked = { $brand } wird Sie nie per E-Mail oder Telefon nach Ihrem Passwort fragen.

## Mails with a reset link

self-service-subject = Passwort für { $brand } zurücksetzen
self-service-why = jemand hat darum gebeten, das Passwort Ihres Kontos bei { $brand } zurückzusetzen. Wenn Sie das waren, wählen Sie ein neues Passwort.
self-service-unexpected = Waren Sie das nicht? Es hat sich nichts geändert, und Sie können den Link unbrauchbar machen.

admin-subject = Neues Passwort für { $brand } wählen
admin-why = die Administration schickt Ihnen diesen Link, damit Sie ein neues Passwort für Ihr Konto bei { $brand } wählen können.
admin-unexpected = Haben Sie diese E-Mail nicht erwartet? Es hat sich nichts geändert, und Sie können den Link unbrauchbar machen.
admin-area = Das Passwort gilt nur für den Administrationsbereich von { $brand }. Überall sonst melden Sie sich an wie bisher.

invitation-subject = Ihr Konto bei { $brand }: Passwort wählen
invitation-why = für Sie wurde ein Konto bei { $brand } eingerichtet. Wählen Sie ein Passwort, um es zu nutzen.
invitation-unexpected = Haben Sie diese E-Mail nicht erwartet? Sie müssen nichts tun, können aber den Link unbrauchbar machen.

choose-new-password = Neues Passwort wählen
choose-password = Passwort wählen
link-ends = Der Link funktioniert nur einmal. Er läuft in { $left } ab, { $moment }.
link-ends-old-password-works = { link-ends } Bis Sie ein neues Passwort festgelegt haben, gilt das alte weiter.
code-page = Wenn sich der Link nicht öffnet, gehen Sie zu { $page } und fügen Sie dort diesen Code ein:
not-me = Das war ich nicht

## The mail for people whose password is kept elsewhere

managed-subject = So setzen Sie Ihr Passwort für { $brand } zurück
managed-why = jemand hat darum gebeten, das Passwort Ihres Kontos bei { $brand } zurückzusetzen. Bei { $brand } gibt es keines: Sie melden sich über { $provider } an, und dort liegt auch Ihr Passwort.
managed-why-unnamed = jemand hat darum gebeten, das Passwort Ihres Kontos bei { $brand } zurückzusetzen. Bei { $brand } gibt es keines: Sie melden sich über Ihre Organisation an, und dort liegt auch Ihr Passwort.
managed-help = Wenn Sie es vergessen haben, hilft Ihnen { $provider } weiter:
managed-help-unnamed = Wenn Sie es vergessen haben, hilft Ihnen Ihre Organisation weiter:
managed-ask = Wenn Sie es vergessen haben, wenden Sie sich an Ihre Organisation.
managed-unexpected = Haben Sie nicht darum gebeten? Dann müssen Sie nichts tun. Es hat sich nichts geändert.

## Notices

changed-subject = Ihr Passwort für { $brand } wurde geändert
changed-by-link = das Passwort Ihres Kontos bei { $brand } wurde { $moment } mit einem Link zum Zurücksetzen geändert.
changed-by-holder = das Passwort Ihres Kontos bei { $brand } wurde { $moment } geändert.
changed-by-administrator = das Passwort Ihres Kontos bei { $brand } wurde { $moment } von der Administration geändert.
changed-fine = Wenn Sie das waren, müssen Sie nichts tun. Alle früheren Anmeldungen wurden beendet.
changed-fine-by-administrator = Das alte Passwort gilt nicht mehr; das neue erfahren Sie von der Administration. Alle früheren Anmeldungen wurden beendet.
changed-doubt = Wenn Sie das nicht waren, wenden Sie sich sofort an { $whom }.
changed-doubt-by-administrator = Wenn Sie das nicht erwartet haben, wenden Sie sich sofort an { $whom }.
changed-mailbox = Links zum Zurücksetzen kommen per E-Mail: Wenn Sie das nicht waren, ändern Sie auch das Passwort Ihres Postfachs.

removed-subject = Sie melden sich bei { $brand } jetzt über Ihre Organisation an
removed-why = die Administration hat { $moment } geändert, wie Sie sich bei { $brand } anmelden: von nun an über Ihre Organisation. Falls Ihr Konto bei { $brand } ein eigenes Passwort hatte, gilt es nicht mehr, und alle früheren Anmeldungen wurden beendet.

address-subject = Die E-Mail-Adresse Ihres Kontos bei { $brand } wurde geändert
address-changed = die E-Mail-Adresse Ihres Kontos bei { $brand } wurde { $moment } geändert. E-Mails zu diesem Konto kommen nicht mehr an diese Adresse.
known-fine = Wenn Sie davon wissen, müssen Sie nichts tun.
known-doubt = Wenn nicht, wenden Sie sich sofort an { $whom }.

recovered-subject = Link zum Zurücksetzen für Ihr Konto bei { $brand } erstellt
recovered-why = der Betreiber von { $brand } hat { $moment } einen Link zum Zurücksetzen des Passworts für Ihr Inhaberkonto erstellt, nachdem Ihre PIN genannt worden war, und ihn übergeben. Wer den Link hat, kann ein neues Passwort für Ihr Konto wählen.
recovered-fine = Wenn Sie den Betreiber darum gebeten haben, müssen Sie nichts tun. Das Passwort ist noch nicht geändert.
recovered-doubt = Wenn nicht, wenden Sie sich sofort an { $whom }, melden Sie sich mit Ihrem Passwort an, falls es noch gilt, und legen Sie eine neue PIN fest.

## Times

moment = am { weekday }, dem { $day }. { month } { $year }, um { $time } Uhr (UTC)
weekday =
    { $weekday ->
        [1] Montag
        [2] Dienstag
        [3] Mittwoch
        [4] Donnerstag
        [5] Freitag
        [6] Samstag
       *[7] Sonntag
    }
month =
    { $month ->
        [1] Januar
        [2] Februar
        [3] März
        [4] April
        [5] Mai
        [6] Juni
        [7] Juli
        [8] August
        [9] September
        [10] Oktober
        [11] November
       *[12] Dezember
    }
# Im Dativ: „in 7 Tagen“.
minutes =
    { $count ->
        [one] { $count } Minute
       *[other] { $count } Minuten
    }
hours =
    { $count ->
        [one] { $count } Stunde
       *[other] { $count } Stunden
    }
days =
    { $count ->
        [one] { $count } Tag
       *[other] { $count } Tagen
    }
