## Every page

languages = Langues

## /forgot

forgot-title = Réinitialiser votre mot de passe
forgot-why = Saisissez votre nom d’utilisateur ou votre adresse e-mail. Si nous pouvons vous aider de cette façon, un e-mail avec un lien arrive dans une minute. Votre ancien mot de passe reste valable jusqu’à ce que vous en définissiez un nouveau.
identifier = Nom d’utilisateur ou adresse e-mail
forgot-send = Envoyer le lien
forgot-nothing-title = Rien n’arrive ?
forgot-nothing-folder = Attendez quelques minutes et regardez dans le dossier des courriers indésirables. Le compte a peut-être une autre adresse : essayez avec votre nom d’utilisateur.
forgot-nothing-support = S’il n’y a toujours rien, demandez de l’aide : { $support }
forgot-nothing-administrator = S’il n’y a toujours rien, demandez aux personnes qui gèrent votre compte.
