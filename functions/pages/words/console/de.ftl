## Everywhere

title = Administration
needs-scripts = Diese Seite braucht JavaScript. Schalten Sie es ein, oder benutzen Sie die API.
accounts = Konten
new-account = Neues Konto
lookup-short = Warum keine E-Mail?
my-account = Mein Konto
sign-out = Abmelden
cancel = Abbrechen
close = Schließen
show = Anzeigen
hide = Verbergen
more = Mehr anzeigen
more-shown = Mehr wird angezeigt.
loading = Wird geladen …
try-again = Noch einmal versuchen
needed = Bitte ausfüllen.
copied = Kopiert.
copy-by-hand = Es ist markiert: Kopieren Sie es mit Strg+C oder ⌘C.
went-wrong = Das hat nicht geklappt
lost-title = Hier ist nichts
to-accounts = Alle Konten
open-record = Konto öffnen
actions = Aktionen
somebody-else = jemand anderem
details = Angaben
done-last = Zuletzt geschehen

## Signing in

sign-in-title = Anmelden
identifier = Benutzername oder E-Mail-Adresse
password = Passwort
sign-in = Anmelden
sign-in-help = Passwort vergessen? Ein Inhaber kann Ihnen einen Link senden.
signed-in = Angemeldet: { $name }
signed-in-as = Angemeldet als { $name }
signed-out = Sie haben sich abgemeldet.
session-over = Ihre Sitzung ist zu Ende. Melden Sie sich wieder an: Sie kommen dorthin zurück, wo Sie waren.
session-over-title = Ihre Sitzung ist zu Ende
session-over-kept = Melden Sie sich wieder an: Was Sie eingegeben haben, bleibt stehen.
unsaved-title = Ohne Speichern verlassen?
unsaved = Was Sie hier eingegeben haben, geht verloren.
leave = Verlassen
change-title = Neues Passwort wählen
change-password = Passwort ändern
change-hint = Alle Ihre Sitzungen enden, und diese beginnt mit dem neuen Passwort von vorn.
password-changed = Ihr Passwort ist geändert.
current-password = Jetziges Passwort
new-password = Neues Passwort
new-password-again = Neues Passwort noch einmal
password-hint = Mindestens { $minimum } Zeichen; ein paar Wörter hintereinander sind gut.
passwords-differ = Die beiden Passwörter sind nicht gleich.

## The list

search = Suchen
search-hint = Anfang von Name, Benutzername oder Adresse
tenant = Mandant
tenant-all = alle
name = Name
username = Benutzername
role = Rolle
standing = Status
choose = Auswählen
choose-one = { $name } auswählen
choose-all = Alle angezeigten auswählen
chosen = Ausgewählt: { $count }
chosen-full = Mehr als { $most } lassen sich nicht auswählen.
choose-nobody = Auswahl aufheben
shown = Konten: { $count }
shown-more = Konten: { $count }, und es gibt mehr
nobody-found = Niemand gefunden. Gesucht wird am Anfang von Namen, Benutzernamen und Adressen.
actions-for = Aktionen für { $name }

## What can be done

reset-link = Link senden
get-link = Link kopieren
set-password = Passwort festlegen
history = Verlauf
edit = Bearbeiten
send-title = Link zum Zurücksetzen an { $name } senden?
goes-to = Er geht an
check-address = Stimmt die Adresse? Fragen Sie die Person, bevor Sie senden.
no-address = Im Konto steht keine E-Mail-Adresse. Der Link wird erstellt und Ihnen angezeigt, und Sie geben ihn der Person selbst.
send = Link senden
make-link = Link erstellen
handed-to-you = Der Link wird erstellt und Ihnen angezeigt.
old-password-works = Das alte Passwort gilt, bis ein neues festgelegt ist.
old-passwords-work = Die alten Passwörter gelten, bis neue festgelegt sind.
sent-already = Ein Link wurde erstellt: { $at }. Bis { $until } geht derselbe noch einmal hinaus.
replaces-earlier = Ein früher gesendeter Link gilt bis { $until }. Ein neuer ersetzt ihn.
link-title = Ein Link für { $name }
link-explained = Es wird keine E-Mail gesendet. Der Link wird Ihnen hier angezeigt, und Sie geben ihn der Person selbst, auf welchem Weg Sie wollen.
show-link = Link anzeigen
reveal-title = Link von { $name } anzeigen?
reveal-explained = Wer den Link hat, kann das Passwort festlegen. Dass Sie ihn angesehen haben, steht danach im Verlauf.
revoke = Link zurückziehen
revoke-title = Link von { $name } zurückziehen?
revoke-explained = Der Link gilt sofort nicht mehr, auch nicht der in der E-Mail. Das Passwort bleibt, wie es ist.

## The link and what became of it

status-sent = Die E-Mail mit dem Link ist gesendet.
status-hand-over = Geben Sie der Person den Link selbst.
status-queued = Die E-Mail mit dem Link wartet darauf, gesendet zu werden.
state-expired = Die Zeit des Links ist abgelaufen.
state-used = Der Link wurde benutzt: Ein neues Passwort ist festgelegt.
state-replaced = Ein neuerer Link wurde gesendet.
state-revoked = Der Link wurde zurückgezogen.
state-unknown = Der Link ist nicht mehr bekannt.
state-over = Der Link kann nicht mehr gesendet werden.
live-until = Ein früher gesendeter Link gilt bis
used-at = Benutzt:
used-denied = Wenn die Person sagt, dass sie es nicht war: Senden Sie sofort einen neuen Link, lassen Sie sie auch das Passwort ihres Postfachs ändern, und sehen Sie im Verlauf nach, von wo er benutzt wurde.
reason-requested = Der Link wird auf Wunsch übergeben statt per E-Mail gesendet.
reason-mail-not-configured = Hier ist kein Absender eingerichtet, deshalb kann keine E-Mail hinausgehen.
reason-no-email = Im Konto steht keine E-Mail-Adresse.
reason-email-not-unique = Ein anderes Konto hat dieselbe E-Mail-Adresse, die E-Mail könnte also an die falsche Person gehen. Geben Sie den Link der richtigen.
reason-mail-rejected = Der E-Mail-Dienst hat die E-Mail abgelehnt.
reason-mail-suppressed = Der E-Mail-Dienst sendet nichts an diese Adresse, weil E-Mails an sie schon früher nicht ankamen. Prüfen Sie die Adresse.
reason-mail-bounced = Die E-Mail kam zurück: Die Adresse nimmt sie nicht an. Prüfen Sie die Adresse.
reason-mail-unconfirmed = Niemand weiß, ob die E-Mail hinausging. Wenn ja, steht derselbe Link darin: Ihn der Person zu geben, schadet nicht.
resent = Es ist derselbe Link wie zuvor.
link-label = Link zum Zurücksetzen
copy-link = Link kopieren
copy-link-of = Link von { $name } kopieren
link-once = Der Link steht hier, bis Sie diese Seite verlassen. Niemand außer der Person sollte ihn bekommen.
link-folded = Der Link wird hier nicht mehr angezeigt. Beim Konto von { $name } lässt er sich bis { $until } anzeigen.
fact-to = An
fact-mail = E-Mail
fact-by = Erstellt von
fact-at = Erstellt
fact-resend = Derselbe Link bis
fact-expires = Link gilt bis
delivery-queued = wartet
delivery-sent = gesendet
delivery-delivered = zugestellt
delivery-delayed = bei der Gegenseite verzögert
delivery-bounced = zurückgekommen
delivery-complained = als unerwünscht gemeldet
delivery-rejected = vom E-Mail-Dienst abgelehnt
delivery-suppressed = nicht gesendet: Adresse gesperrt
delivery-none = keine E-Mail
delivery-unknown = nicht bekannt
origin-self-service = auf der öffentlichen Seite angefordert
origin-admin = von der Administration
origin-invitation = Einladung
origin-bulk = an mehrere gesendet
mail-failing = E-Mails an diese Adresse kommen nicht an, seit { $since }.
mail-failing-since = E-Mails an diese Adresse kommen nicht an, seit
mail-failing-advice = Auch andere E-Mails an sie werden nicht ankommen. Prüfen Sie die Adresse mit der Person; bitten Sie deren E-Mail-Administration, unsere E-Mails durchzulassen, oder tragen Sie eine andere Adresse ein.
shared-address = Ein anderes Konto hat dieselbe E-Mail-Adresse: Niemand kann sich mit ihr anmelden, auch nicht mit dem richtigen Passwort. Geben Sie diesem Konto einen Benutzernamen.
shared-address-username = Ein anderes Konto hat dieselbe E-Mail-Adresse: Niemand kann sich mit ihr anmelden. Die Person meldet sich mit dem Benutzernamen an.
same-address = Dieselbe Adresse:
no-identifier = Dieses Konto hat weder eine E-Mail-Adresse noch einen Benutzernamen: Niemand kann sich damit anmelden. Geben Sie ihm einen Benutzernamen.

## Why not

rule-self = Das tut niemand beim eigenen Konto. Bitten Sie jemand anderen aus der Administration.
rule-upward = Dafür braucht es eine höhere Rolle als Ihre.
rule-scope = Das liegt außerhalb dessen, was Sie dürfen.
provider-link = Hilfe zum Passwort bei { $provider }

## Setting a password by hand

set-title = Passwort für { $name } festlegen
set-before = Ein Passwort wurde festgelegt: { $at }, von { $who }. Ein weiteres macht es unbrauchbar: Fragen Sie, ob die Person es schon hat.
link-recommended = Besser: Senden Sie einen Link. Dann kennt nur die Person das Passwort.
send-instead = Stattdessen einen Link senden
generate = Eines ausdenken lassen
must-change = Muss beim nächsten Anmelden geändert werden
must-change-hint = So lange gilt das Passwort dann: { $duration }
set-consequences = Das alte Passwort gilt sofort nicht mehr, Links und Sitzungen auch nicht. Die Person erfährt per E-Mail, dass das Passwort geändert wurde, aber nie das Passwort selbst: Das sagen Sie ihr.
set-consequences-untold = Das alte Passwort gilt sofort nicht mehr, Links und Sitzungen auch nicht. Die Person bekommt darüber keine E-Mail: Sie sagen es ihr, und das neue Passwort auch.
set-done-title = Das Passwort von { $name } ist festgelegt
set-done = Das alte Passwort gilt nicht mehr. Sagen Sie der Person das neue selbst; es wird nicht gesendet und nicht noch einmal angezeigt.
set-done-must-change = Die Person muss es beim nächsten Anmelden ändern. Zeit dafür: { $duration }
copy-password = Passwort kopieren
applies-to-sign-in = Zum Anmelden.
applies-to-admin-area = Es gilt nur für den Administrationsbereich. Überall sonst meldet sich die Person an wie bisher.

## Many at once

bulk = Mehrere Konten
send-to-chosen = Links senden
send-to-found = An alle gefundenen senden
bulk-title = Links für mehrere Personen
delivery-choice = Wie die Links reisen
delivery-choice-email = Per E-Mail, wo es geht
delivery-choice-link = Sie überbringen sie selbst
generate-codes = Links erstellen
plan-mail = Bekommt eine E-Mail
plan-hand-over = Sie überbringen den Link
plan-refused = Bekommt nichts
plan-rows = Wer was bekommt
plan-sums = Per E-Mail: { $mail }. Von Ihnen zu überbringen: { $carried }.
plan-nothing = Niemand bekäme etwas: Es gibt nichts zu erstellen.
rows-cut = Angezeigt: die ersten { $count }
batch-title = Links für mehrere Personen
batch-progress = Fortschritt
batch-done = Erledigt: { $done } von { $total }
batch-finished = Alle sind erledigt.
batch-carry = Von Ihnen zu überbringen: { $count }
batch-carry-hint = Diese Links reisen nicht per E-Mail. Kopieren Sie sie oder speichern Sie sie als Tabelle, und geben Sie jeden seiner Person.
batch-waiting = Wartend: { $count }
batch-waiting-hint = Der E-Mail-Dienst ist überlastet, oder diese waren noch nicht an der Reihe. Sie werden von selbst wieder versucht; Sie müssen nichts tun.
batch-rows = Die anderen
batch-nothing = Erledigt. Was sich noch sagen lässt, steht beim Konto.
download-csv = Als CSV speichern
csv-name = Name
csv-username = Benutzername
csv-email = E-Mail
csv-reason = Grund
csv-link = Link
csv-expires-at = Link gilt bis

## Records

email = E-Mail-Adresse
locale = Sprache
username-hint = 2 bis 64 Zeichen aus a–z, 0–9, Punkt, Bindestrich und Unterstrich
tenant-hint = 1 bis 64 Zeichen aus a–z, 0–9, Punkt, Bindestrich und Unterstrich; leer für keinen
locale-hint = Sprache der E-Mails, etwa en oder pt-BR
sso = Meldet sich über einen anderen Anbieter an
sso-provider = Name des Anbieters
sso-hint = Leer für alle, die sich hier anmelden
sso-url = Adresse seiner Passworthilfe (https)
send-link-now = Einladung jetzt senden
send-link-now-hint = Eine E-Mail mit einem Link, um ein Passwort zu wählen.
create-account = Konto anlegen
needs-identifier = Ein Konto braucht eine E-Mail-Adresse oder einen Benutzernamen.
wrong-name = Höchstens 200 Zeichen, ohne Zeilenumbruch.
wrong-email = Das ist keine E-Mail-Adresse wie name@example.com.
wrong-sso = Ein Anbieter braucht einen Namen und eine Adresse, die mit https:// beginnt.
address-taken-title = Ein anderes Konto hat diese Adresse
address-taken = { $name } hat diese Adresse.
address-taken-means = Sobald zwei Konten sie haben, kann sich niemand mehr mit ihr anmelden, auch nicht mit dem richtigen Passwort. Jedes braucht dann einen Benutzernamen.
address-locks-out = { $name } hat keinen Benutzernamen und wäre ausgesperrt.
address-locks-out-this = Hier steht kein Benutzername: Niemand könnte sich bei diesem Konto anmelden.
address-way-out = Besser: Tragen Sie hier eine andere Adresse ein, oder geben Sie zuerst beiden Konten einen Benutzernamen.
save-all-the-same = Trotzdem speichern
created-sent = Das Konto ist angelegt, und die E-Mail mit dem Link ist gesendet.
created-hand-over = Das Konto ist angelegt. Geben Sie der Person den Link selbst.
created-not-sent = Das Konto ist angelegt, aber es konnte kein Link erstellt werden. Senden Sie einen aus dem Konto.
created = Das Konto ist angelegt.
edit-title = { $name } bearbeiten
edit-hint = Eine neue E-Mail-Adresse, Rolle, ein neuer Status, Mandant oder Anbieter beendet Links und Sitzungen der Person.
save = Speichern
saved = Gespeichert.
meanwhile = { $member } ist jetzt: { $value }. Ihre Angabe steht im Formular.
member-name = Name
member-email = E-Mail-Adresse
member-username = Benutzername
member-tenant = Mandant
member-role = Rolle
member-standing = Status
member-sso = Anbieter
member-locale = Sprache
role-user = Benutzer
role-admin = Administrator
role-owner = Inhaber
standing-invited = eingeladen
standing-active = aktiv
standing-expired = abgelaufen
standing-disabled = gesperrt

## History

history-title = Verlauf von { $name }
history-by = von { $who }
history-by-from = von { $who }, Adresse { $ip }
history-members = Geändert: { $members }
# Actors stand behind “von”.
actor-public = der öffentlichen Seite
actor-operator = dem Betreiber
actor-system = dem System
actor-key = einer Anwendung
actor-key-for = einer Anwendung im Auftrag von { $name }
carrier-mail = per E-Mail
carrier-hand-over = übergeben
outcome-sent = gesendet
outcome-rejected = vom E-Mail-Dienst abgelehnt
outcome-paused = der E-Mail-Dienst ist angehalten
outcome-throttled = der E-Mail-Dienst war überlastet
outcome-unreachable = der E-Mail-Dienst war nicht erreichbar
outcome-unclear = niemand weiß, ob sie hinausging
outcome-undelivered = aufgegeben
what-ask-refused = Link angefordert und keinen bekommen
what-link-issued = Link erstellt
what-link-resent = Derselbe Link noch einmal
what-link-revealed = Link angesehen
what-link-revoked = Link zurückgezogen
what-link-redeemed = Neues Passwort mit dem Link festgelegt
what-mail-answered = E-Mail
what-mail-event = Neues von der E-Mail
what-explanation-sent = Per E-Mail erklärt, dass das Passwort woanders verwaltet wird
what-notice-answered = Nachricht über eine Änderung
what-password-set = Passwort von der Administration festgelegt
what-password-changed = Passwort von der Person geändert
what-signed-in = Angemeldet
what-signed-out = Abgemeldet
what-account-created = Konto angelegt
what-account-edited = Konto bearbeitet
what-batch-started = Links für mehrere Personen gestartet
what-pin-set = PIN festgelegt
what-act-refused = Eine Handlung wurde verweigert
what-owner-recovered = Der Betreiber hat dem Inhaber geholfen
what-key-created = Schlüssel erstellt
what-key-revoked = Schlüssel zurückgezogen

## Why didn't they get it?

lookup-title = Warum kam nichts an?
lookup-intro = Jemand hat einen Link angefordert, und keine E-Mail kam. Geben Sie ein, was die Person eingegeben hat.
lookup-identifier = Was die Person eingegeben hat
lookup-hint = Ein Benutzername oder eine E-Mail-Adresse, Buchstabe für Buchstabe
look-up = Nachsehen
lookup-of = Angefordert für: { $identifier }
find-account = Konto suchen
lookup-asked = Angefordert
lookup-at = Stand
lookup-never-asked = Es ist keine Anforderung verzeichnet. Betrachtete Zeit: { $duration }.
lookup-refused = Ein Netz, aus dem zu viele Anforderungen kommen, wird eine Weile abgewiesen, und dann ist auch nichts verzeichnet: Fragen Sie, ob die Seite das gesagt hat.
lookup-nothing = Es ist keine Anforderung verzeichnet. Betrachtete Zeit: { $duration }. Käme jetzt eine, ginge eine E-Mail hinaus.
lookup-no-account = Niemand hat diesen Benutzernamen oder diese Adresse
lookup-no-account-here = Niemand, den Sie sehen dürfen, hat diesen Benutzernamen oder diese Adresse
lookup-not-eligible = Die öffentliche Seite hilft diesem Konto nicht
lookup-limited = Es waren zu viele E-Mails in einer Stunde
lookup-outdated = Das Konto hat sich danach geändert
lookup-queued = Die E-Mail wartet darauf, gesendet zu werden
lookup-rejected = Der E-Mail-Dienst hat die E-Mail abgelehnt
lookup-undelivered = Die E-Mail wurde aufgegeben
lookup-sent = Die E-Mail wurde gesendet
lookup-delivered = Die E-Mail wurde zugestellt
lookup-delayed = Die Gegenseite lässt sich Zeit
lookup-bounced = Die E-Mail kam zurück
lookup-suppressed = Der E-Mail-Dienst sendet nichts an diese Adresse
lookup-complained = Die Person hat unsere E-Mail als unerwünscht gemeldet
lookup-redeemed = Der Link wurde benutzt
lookup-advice-no-account = Suchen Sie nach einem Tippfehler, oder fragen Sie nach einer anderen Adresse.
lookup-advice-not-eligible = Ändern Sie zuerst den Status, wenn die Person Zugang haben soll.
lookup-advice-limited = Sie können aus dem Konto einen Link senden: Für die Administration gilt diese Grenze nicht.
lookup-advice-outdated = Noch einmal anfordern, oder einen Link aus dem Konto senden.
lookup-advice-queued = Warten Sie einige Minuten, oder geben Sie den Link aus dem Konto selbst weiter.
lookup-advice-rejected = Geben Sie den Link aus dem Konto selbst weiter, und sagen Sie dem Betreiber Bescheid.
lookup-advice-undelivered = Geben Sie einen Link aus dem Konto selbst weiter.
lookup-advice-sent = Sehen Sie im Ordner für unerwünschte E-Mails nach.
lookup-advice-delivered = Sehen Sie im Ordner für unerwünschte E-Mails nach.
lookup-advice-delayed = Warten Sie einige Minuten, oder geben Sie den Link aus dem Konto selbst weiter.
lookup-advice-bounced = Prüfen Sie die Adresse, und geben Sie den Link aus dem Konto selbst weiter.
lookup-advice-suppressed = Prüfen Sie die Adresse, und geben Sie den Link aus dem Konto selbst weiter.
lookup-advice-complained = Die Person muss das rückgängig machen. Geben Sie den Link aus dem Konto selbst weiter.
lookup-advice-redeemed = Die Person hat ein neues Passwort: Damit anmelden. Wenn sie sagt, dass sie es nicht war, senden Sie sofort einen neuen Link aus dem Konto.
lookup-rule-invited = Die Person ist eingeladen und hat noch nie ein Passwort festgelegt: Senden Sie den Link aus dem Konto.
lookup-rule-administrator = Administratoren hilft ein Inhaber.
lookup-rule-no-email = Im Konto steht keine E-Mail-Adresse.
lookup-rule-email-not-unique = Ein anderes Konto hat dieselbe Adresse.

## My account

pin = PIN für den Betreiber
pin-hint = Wenn Sie als einziger Inhaber übrig sind und nicht mehr hineinkommen, fragt der Betreiber Sie nach dieser PIN. Bewahren Sie sie an einem sicheren Ort auf.
pin-rule = 6 bis 12 Ziffern
set-pin = PIN festlegen
pin-set = Die PIN ist festgelegt.

## What went wrong

no-answer = Es kam keine Antwort. Prüfen Sie Ihre Verbindung, und versuchen Sie es dann noch einmal.
may-have-happened = Vielleicht ist es trotzdem geschehen: Sehen Sie zuerst im Konto nach.
wait = Warten Sie { $duration }.
problem-wrong-credentials = Benutzername und Passwort passen nicht zusammen, oder dieses Konto ist nicht für die Administration. Wenn mehrere Konten Ihre Adresse haben, nehmen Sie den Benutzernamen.
wrong-password = Das ist nicht Ihr jetziges Passwort.
problem-not-authenticated = Ihre Sitzung ist zu Ende. Melden Sie sich wieder an.
problem-account-unknown = Dieses Konto gibt es nicht, oder Sie dürfen es nicht sehen.
problem-not-found = Hier ist nichts mehr.
problem-edited-meanwhile = Jemand anderes hat dieses Konto inzwischen geändert. Diese Änderungen stehen jetzt neben Ihren im Formular: Sehen Sie nach, und speichern Sie noch einmal.
problem-too-many-rows = Es werden zu viele Konten gefunden: höchstens 1.000 auf einmal. Suchen Sie enger.
problem-window-over = Der Link kann nicht mehr angezeigt werden. Senden Sie einen neuen.
problem-password-rejected = Dieses Passwort geht nicht:
problem-invalid-request = Etwas im Formular stimmt nicht:
problem-too-many-requests = Zu viele Versuche.
problem-try-again-later = Das geht im Augenblick nicht. Versuchen Sie es in Kürze noch einmal.
problem-internal-error = Bei uns ist etwas schiefgegangen. Versuchen Sie es noch einmal.
