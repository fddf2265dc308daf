## Every page

languages = Sprachen

## /forgot

forgot-title = Passwort zurücksetzen
forgot-why = Geben Sie Ihren Benutzernamen oder Ihre E-Mail-Adresse ein. Wenn wir Ihnen auf diesem Weg helfen können, kommt in einer Minute eine E-Mail mit einem Link. Ihr altes Passwort gilt, bis Sie ein neues festlegen.
identifier = Benutzername oder E-Mail-Adresse
forgot-send = Link senden
forgot-nothing-title = Es kommt nichts?
forgot-nothing-folder = Warten Sie ein paar Minuten und sehen Sie im Ordner für unerwünschte E-Mails nach. Vielleicht hat das Konto eine andere Adresse: Versuchen Sie es mit Ihrem Benutzernamen.
forgot-nothing-support = Wenn dann noch nichts da ist, bitten Sie um Hilfe: { $support }
forgot-nothing-administrator = Wenn dann noch nichts da ist, fragen Sie die Leute, die Ihr Konto verwalten.
