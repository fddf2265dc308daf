## Every page

languages = Sprachen
code = Code aus der E-Mail
code-hint = Fügen Sie den Code oder den ganzen Link ein.
code-check = Code prüfen
code-incomplete = Das ist nicht der ganze Code. Kopieren Sie ihn vollständig aus der E-Mail: Er hat 64 Zeichen.
code-link-cut = Dieser Link ist nicht vollständig. Öffnen Sie ihn noch einmal dort, wo Sie ihn bekommen haben, oder fügen Sie den Code ein.
code-loaded-anew = Die Seite wurde neu geladen. Öffnen Sie den Link noch einmal dort, wo Sie ihn bekommen haben, oder fügen Sie den Code ein.
again = Noch einmal versuchen
no-answer = Es kam keine Antwort. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.
identifier = Benutzername oder E-Mail-Adresse

## /forgot

forgot-title = Passwort zurücksetzen
forgot-why = Wenn wir Ihnen auf diesem Weg helfen können, kommt in einer Minute eine E-Mail mit einem Link. Ihr altes Passwort gilt, bis Sie ein neues festlegen.
forgot-send = Link senden
forgot-sending = Wird gesendet …
forgot-invalid = Das kann weder Benutzername noch E-Mail-Adresse sein.
forgot-typed = Sie haben eingegeben: { $identifier }
forgot-again = Noch einmal anfordern
forgot-nothing-title = Es kommt nichts?
forgot-nothing-folder = Warten Sie ein paar Minuten und sehen Sie im Ordner für unerwünschte E-Mails nach. Vielleicht hat das Konto eine andere Adresse: Versuchen Sie es mit Ihrem Benutzernamen.
forgot-nothing-support = Wenn dann noch nichts da ist, bitten Sie um Hilfe: { $support }
forgot-nothing-administrator = Wenn dann noch nichts da ist, fragen Sie die Leute, die Ihr Konto verwalten.
forgot-nothing-code = Die E-Mail ist da, aber ihr Link öffnet sich nicht?
forgot-have-code = Fügen Sie den Code daraus hier ein

## /reset

reset-title = Neues Passwort wählen
reset-without-scripts = Ohne JavaScript kann der Link seinen Code nicht selbst eintragen. Kopieren Sie den Code aus der E-Mail und fügen Sie ihn hier ein.
reset-looking = Der Link wird angesehen …
reset-not-looked = Der Link konnte nicht angesehen werden. Er ist nicht verbraucht.
reset-until = Dieser Link wirkt einmal, bis { $moment }.
reset-expired-at = Die Zeit dieses Links ist seit { $moment } vorbei. Fordern Sie einen neuen an.
reset-replaced-at = Ein neuerer Link wurde gesendet: { $moment }. Nehmen Sie die neueste E-Mail oder fordern Sie einen neuen Link an.
reset-password = Neues Passwort
reset-reveal = Anzeigen
reset-rule-length = Mindestens { $minimum } Zeichen
reset-rule-words = Alles ist erlaubt: ein paar Wörter hintereinander, Leerzeichen, jedes Zeichen
reset-rule-others = Kein Passwort, das viele haben, und keines aus Ihrem Namen oder Ihrer Adresse
reset-long-enough = Lang genug.
reset-set = Passwort festlegen
reset-setting = Das Passwort wird festgelegt …
reset-not-used-up = Der Link ist nicht verbraucht.

## /not-me

not-me-title = Das war ich nicht
not-me-without-scripts = Diese Seite braucht JavaScript. Ohne es lassen Sie den Link in Ruhe: Er endet von selbst, und Ihr Passwort bleibt, wie es ist.
not-me-why = Jemand hat einen Link angefordert, um ein neues Passwort für Ihr Konto festzulegen. Es hat sich nichts geändert. Machen Sie den Link unbrauchbar, damit ihn niemand benutzen kann.
not-me-revoke = Link unbrauchbar machen
not-me-support = Geschieht das öfter? Sagen Sie es uns: { $support }
not-me-administrator = Geschieht das öfter? Sagen Sie es den Leuten, die Ihr Konto verwalten.
not-me-revoked-title = Der Link ist jetzt unbrauchbar
not-me-revoked = Niemand kann damit noch ein Passwort festlegen. Ihr Passwort hat sich nicht geändert.
not-me-used-title = Der Link wurde benutzt
not-me-used = Jemand hat mit diesem Link ein neues Passwort festgelegt. Wenn Sie es nicht waren, fordern Sie sofort einen neuen Link an, wählen Sie ein anderes Passwort und sagen Sie es den Leuten, die Ihr Konto verwalten. Ändern Sie auch das Passwort Ihres Postfachs: Dorthin kam der Link.
not-me-expired-title = Die Zeit des Links ist vorbei
not-me-expired = Niemand kann ihn noch benutzen. Ihr Passwort hat sich durch ihn nicht geändert.
not-me-replaced-title = Ein neuerer Link wurde gesendet
not-me-replaced = Dieser Link ist schon unbrauchbar, aber danach wurde ein neuerer gesendet. Öffnen Sie „Das war ich nicht“ in der neuesten E-Mail.
not-me-unknown-title = Dieser Link ist nicht verzeichnet
not-me-unknown = Öffnen Sie „Das war ich nicht“ in der E-Mail selbst oder fügen Sie den ganzen Code daraus ein.
