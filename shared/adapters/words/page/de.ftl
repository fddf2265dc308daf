## Was geschehen ist

asked-title = Sehen Sie in Ihre E-Mails
asked = Wenn einem Konto auf diesem Weg geholfen werden kann, ist eine E-Mail unterwegs. Bis der Link darin benutzt wird, ändert sich nichts.
set-title = Passwort festgelegt
set = Ihr neues Passwort ist festgelegt. Melden Sie sich damit an.
set-admin-area = Ihr neues Passwort für den Verwaltungsbereich ist festgelegt. Überall sonst melden Sie sich an wie bisher.
set-needs-username = Ihr neues Passwort ist festgelegt. Aber das Konto hat weder einen Benutzernamen noch eine eigene E-Mail-Adresse, deshalb kann sich niemand damit anmelden. Bitten Sie die Administration um einen Benutzernamen.
sign-in = Anmelden
ask-again = Neuen Link anfordern
paste-again = Code noch einmal einfügen und erneut versuchen
paste-code = Den Code noch einmal einfügen
ask-wants = Geben Sie Ihren Benutzernamen oder Ihre E-Mail-Adresse ein.
redeem-wants = Fügen Sie den Code aus der E-Mail ein und geben Sie ein neues Passwort ein.
used-not-you = Waren Sie das nicht? Fordern Sie sofort einen neuen Link an, wählen Sie ein anderes Passwort und sagen Sie es den Leuten, die Ihr Konto verwalten.
wait =
    { $minutes ->
        [one] Aus Ihrem Netz kamen zu viele Versuche. Warten Sie eine Minute und versuchen Sie es dann noch einmal.
       *[other] Aus Ihrem Netz kamen zu viele Versuche. Warten Sie { $minutes } Minuten und versuchen Sie es dann noch einmal.
    }

## Warum ein Passwort nicht angenommen wird

reason-too-short = Nehmen Sie mindestens { $minimum } Zeichen.
reason-too-long = Nehmen Sie höchstens { $maximum } Zeichen.
reason-too-common = Wählen Sie etwas weniger Gewöhnliches: Dieses gehört zu den ersten, die andere ausprobieren würden.
reason-contains-account-words = Außer Ihrem Namen, Benutzernamen oder Ihrer Adresse bleibt zu wenig übrig.
reason-same-as-current = Wählen Sie ein Passwort, das sich vom jetzigen unterscheidet.

## Probleme

problem-type = Art des Problems
problem-not-found-title = Nicht gefunden
problem-not-found = Unter diesem Pfad gibt es nichts.
problem-method-not-allowed-title = Methode nicht erlaubt
problem-method-not-allowed = Dieser Pfad nimmt andere Methoden an: siehe die Kopfzeile Allow.
problem-unsupported-media-type-title = Inhaltstyp nicht unterstützt
problem-unsupported-media-type = Senden Sie den Inhalt als application/json in UTF-8.
problem-too-large-title = Inhalt zu groß
problem-too-large = Der Inhalt darf höchstens 16 KiB groß sein, und 64 KiB, wenn er Links für viele bestellt.
problem-invalid-request-title = Ungültige Anfrage
problem-invalid-request = Die Anfrage ist nicht das, was dieser Pfad annimmt.
problem-not-authenticated-title = Nicht angemeldet
problem-not-authenticated = Senden Sie ein noch gültiges Bearer-Token: Melden Sie sich neu an oder prüfen Sie den Dienstschlüssel.
problem-wrong-credentials-title = Falsche Anmeldedaten
problem-wrong-credentials = Kennung und Passwort passen nicht zusammen.
problem-password-change-required-title = Passwort muss geändert werden
problem-password-change-required = Dieses Passwort hat eine Administratorin oder ein Administrator festgelegt. Wählen Sie ein eigenes und melden Sie sich damit an.
problem-password-expired-title = Passwort abgelaufen
problem-password-expired = Dieses Passwort wurde von der Administration festgelegt und ist abgelaufen. Fordern Sie einen Link zum Zurücksetzen an.
problem-account-not-eligible-title = Konto nicht berechtigt
problem-account-not-eligible = Das Passwort stimmt, aber das Konto meldet sich nicht hier an.
problem-account-unknown-title = Kein solches Konto
problem-account-unknown = Es gibt kein Konto mit dieser Kennung.
problem-not-allowed-title = Nicht erlaubt
problem-not-allowed = Das liegt außerhalb dessen, was Sie oder der Schlüssel dürfen.
problem-manual-set-off-title = Festlegen von Hand ist ausgeschaltet
problem-manual-set-off = Passwörter werden hier nicht von Hand festgelegt. Senden Sie stattdessen einen Link zum Zurücksetzen.
problem-link-not-shown-title = Links werden nicht gezeigt
problem-link-not-shown = Links gehen hier per E-Mail hinaus und werden nur gezeigt, wenn E-Mail sie nicht befördern kann.
problem-edited-meanwhile-title = Inzwischen bearbeitet
problem-edited-meanwhile = Jemand hat dieses Konto geändert, seit Sie es gelesen haben. Lesen Sie es neu und ändern Sie es dann.
problem-username-taken-title = Benutzername vergeben
problem-username-taken = Ein anderes Konto hat diesen Benutzernamen.
problem-too-many-rows-title = Zu viele Zeilen
problem-too-many-rows = Es werden mehr als 1000 Konten gefunden. Suchen Sie nach weniger.
problem-window-over-title = Link kann nicht mehr gezeigt werden
problem-window-over = Es gibt keinen gültigen Link, oder die Zeit, in der er erneut gezeigt werden kann, ist vorbei. Senden Sie einen neuen.
problem-account-expired-title = Konto abgelaufen
problem-account-expired = Das Konto ist abgelaufen: Ein Passwort ließe die Person nicht hinein.
problem-account-disabled-title = Konto gesperrt
problem-account-disabled = Das Konto ist gesperrt: Ein Passwort ließe die Person nicht hinein.
problem-managed-by-sso-title = Durch SSO verwaltet
problem-managed-by-sso = Die Person meldet sich über einen anderen Anbieter an. Dort wird das Passwort verwaltet.
problem-password-rejected-title = Passwort nicht angenommen
problem-password-rejected = Wählen Sie ein anderes Passwort: Die Gründe sagen, warum.
problem-link-expired-title = Link abgelaufen
problem-link-expired = Die Zeit dieses Links ist vorbei. Fordern Sie einen neuen an.
problem-link-used-title = Link schon benutzt
problem-link-used = Mit diesem Link wurde schon ein Passwort festgelegt. Melden Sie sich damit an oder fordern Sie einen neuen Link an.
problem-link-replaced-title = Neuerer Link gesendet
problem-link-replaced = Nach diesem Link wurde ein neuerer gesendet. Nehmen Sie die neueste E-Mail oder fordern Sie einen neuen Link an.
problem-link-revoked-title = Link zurückgezogen
problem-link-revoked = Dieser Link wurde zurückgezogen. Fordern Sie einen neuen an, wenn Sie ihn brauchen.
problem-link-unknown-title = Link unbekannt
problem-link-unknown = Dieser Link ist nicht verzeichnet. Kopieren Sie den ganzen Link oder Code aus der neuesten E-Mail oder fordern Sie einen neuen an.
problem-too-many-requests-title = Zu viele Anfragen
problem-too-many-requests = Warten Sie eine Weile und versuchen Sie es dann noch einmal: siehe die Kopfzeile Retry-After.
problem-try-again-later-title = Später noch einmal versuchen
problem-try-again-later = Das geht im Augenblick nicht. Versuchen Sie es in Kürze noch einmal.
problem-try-signing-in-title = Versuchen Sie zuerst, sich anzumelden
problem-try-signing-in = Versuchen Sie zuerst, sich mit dem neuen Passwort anzumelden: Es kann gespeichert worden sein. Wenn das nicht geht, versuchen Sie es in Kürze noch einmal.
problem-internal-error-title = Etwas ist schiefgegangen
problem-internal-error = Bei uns ist etwas schiefgegangen. Versuchen Sie es noch einmal; wenn es wieder geschieht, nennen Sie dem Support die Kennung der Anfrage.
